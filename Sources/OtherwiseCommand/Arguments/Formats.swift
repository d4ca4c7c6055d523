import ArgumentParser
import OtherwiseTabular

/// How an explanation is printed.
enum ExplanationFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json, html, csv
}

/// How predictions are printed.
enum PredictionFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case csv, json, table
}

/// How a description is printed.
enum DescriptionFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json
}

/// How a result with a picture is printed.
enum PageFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json, html
}
