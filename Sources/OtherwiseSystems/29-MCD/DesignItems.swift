import OtherwiseCSV
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch
import OtherwiseTabular

/// A table of designs and of what comes of them, in the form of the reference implementation's own.
struct DesignItems: Sendable {
    static let format =
        "a CSV of at least 50 designs: variables R1, R2, … (numbers) and C1, C2, … (choices), outputs O_C… (classes, of which the first is asked for) and O_R…, O_P… (numbers), and perhaps `row`"

    let designs: Table
    let outputs: Table
    let schema: Schema

    /// - Throws: `SystemError.badItems` for a file of another form, or one on which nothing can be shown.
    init(_ items: CheckItems) throws {
        func bad(_ problem: String) -> SystemError {
            .badItems(file: items.name, problem: problem, format: Self.format)
        }
        let table = try items.table(of: Self.format)
        if let column = table.columns.first(where: { Self.kind(of: $0.name) == nil }) {
            throw bad("'\(column.name)' is neither a variable nor an output")
        }
        let (variables, results) = (table.columns(.number) + table.columns(.choice), table.columns(.output))
        guard table.count >= 50, variables.count >= 2 else {
            throw bad("it has \(table.count) designs of \(variables.count) variables")
        }
        guard let verdict = results.first(where: { $0.name.hasPrefix("O_C") }) else {
            throw bad("there is no output O_C…")
        }
        if let column = table.columns(.number).first(where: {
            FeatureStatistics($0.numbers).map { $0.minimum == $0.maximum } ?? true
                || $0.numbers.contains(where: \.isNaN)
        }) {
            throw bad("'\(column.name)' is not a number everywhere, or the same everywhere")
        }
        guard Set((0..<table.count).map { verdict[$0] }).count > 1 else {
            throw bad("'\(verdict.name)' is one class everywhere")
        }
        designs = try Table(columns: table.columns(.number) + table.columns(.choice).map(\.asChoice))
        outputs = try Table(columns: results)
        schema = try Schema(features: designs.columns.map(\.feature))
    }

    /// The rows that come with the check.
    static func own() throws -> DesignItems {
        try DesignItems(CheckItems(name: "designs.csv", bytes: PackageResources.designs_csv))
    }

    fileprivate enum Kind { case number, choice, output, label }

    fileprivate static func kind(of name: String) -> Kind? {
        if name == "row" { return .label }
        if name.hasPrefix("O_") { return .output }
        guard name.dropFirst().allSatisfy(\.isNumber), name.count > 1 else { return nil }
        return name.hasPrefix("R") ? .number : name.hasPrefix("C") ? .choice : nil
    }
}

extension Table {
    fileprivate func columns(_ kind: DesignItems.Kind) -> [Column] {
        columns.filter { DesignItems.kind(of: $0.name) == kind }
    }
}

extension Column {
    fileprivate var numbers: [Double] { (0..<count).map { self[$0].number ?? .nan } }

    /// The same entries as categories.
    fileprivate var asChoice: Column { Column(name: name, values: (0..<count).map { self[$0] }, isNumeric: false) }

    /// What the column may hold, by what it holds.
    fileprivate var feature: Feature {
        if case .categories(_, let levels) = storage {
            return Feature(name: name, domain: .categorical(categories: levels, isOrdered: false))
        }
        let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
        return Feature(name: name, domain: .numeric(range: low...high, step: nil))
    }
}
