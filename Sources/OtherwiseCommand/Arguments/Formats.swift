import ArgumentParser
import Foundation
import OtherwiseTabular

/// A format that the end of a file's name can tell.
protocol FileFormat: ExpressibleByArgument, CaseIterable, RawRepresentable<String>, Sendable {}

extension FileFormat {
    /// The format of `answer.html`, or of `answers.jsonl`; `nil` where the name tells none.
    init?(extensionOf path: String?) {
        let ending = URL(filePath: path ?? "").pathExtension.lowercased()
        self.init(rawValue: ending == "jsonl" ? "json" : ending)
    }
}

/// How an explanation is printed.
enum ExplanationFormat: String, FileFormat {
    case table, json, html, csv
}

/// How predictions are printed.
enum PredictionFormat: String, FileFormat {
    case csv, json, table
}

/// How a description is printed.
enum DescriptionFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json
}

/// A format of results of which some show a picture.
protocol PictureFormat: FileFormat {
    static var table: Self { get }
    static var help: String { get }
}

/// How a result with a picture is printed.
enum PageFormat: String, PictureFormat {
    case table, json, html

    static let help = "How to write the result; html holds a picture. (default: as --output ends, else table)"
}

/// How a picture is written, or what it shows.
enum DrawingFormat: String, PictureFormat {
    case table, json, html, svg

    static let help = "How to write the result; html and svg are pictures. (default: as --output ends, else table)"
}
