import OtherwiseCSV
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch
import OtherwiseTabular

/// A table of designs and of what comes of them, in the form of the reference implementation's own.
struct DesignItems: Sendable {
    static let format =
        "a CSV of at least 50 designs: variables R1, R2, … (numbers) and C1, C2, … (choices), outputs O_C… (classes, of which the first is asked for) and O_R…, O_P… (numbers), and perhaps `row`"

    /// The file's name, for messages.
    let name: String
    let designs: Table
    let outputs: Table
    let schema: Schema

    /// - Throws: `SystemError.badItems` for a file of another form, or one on which nothing can be shown.
    init(_ items: CheckItems) throws {
        let table = try items.table(of: Self.format)
        if let problem = Self.problem(of: table) {
            throw SystemError.badItems(file: items.name, problem: problem, format: Self.format)
        }
        name = items.name
        designs = try Table(columns: table.columns(.number) + table.columns(.choice).map(\.asChoice))
        outputs = try Table(columns: table.columns(.output))
        schema = try Schema(features: designs.columns.map(\.feature))
    }

    /// Why nothing can be shown on a table; `nil` where something can.
    private static func problem(of table: Table) -> String? {
        if let column = table.columns.first(where: { kind(of: $0.name) == nil }) {
            return "'\(column.name)' is neither a variable nor an output"
        }
        let variables = table.columns(.number) + table.columns(.choice)
        guard table.count >= 50, variables.count >= 2 else {
            return "it has \(table.count) designs of \(variables.count) variables"
        }
        if let column = table.columns(.number).first(where: { !$0.varies }) {
            return "'\(column.name)' is not a number everywhere, or the same everywhere"
        }
        return problem(ofOutputs: table.columns(.output))
    }

    private static func problem(ofOutputs outputs: [Column]) -> String? {
        guard let verdict = outputs.first(where: \.isClass) else { return "there is no output O_C…" }
        if let column = outputs.first(where: { $0.isClass ? $0.isGappy : !$0.isNumber }) {
            return "'\(column.name)' is \(column.isClass ? "missing somewhere" : "not a number everywhere")"
        }
        let isOne = (0..<verdict.count).allSatisfy { verdict[$0] == verdict[0] }
        return isOne ? "'\(verdict.name)' is one class everywhere" : nil
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

    /// Whether the output is a class.
    var isClass: Bool { name.hasPrefix("O_C") }

    fileprivate var isGappy: Bool { (0..<count).contains { self[$0] == .missing } }

    /// Whether every entry is a number.
    fileprivate var isNumber: Bool { !numbers.contains(where: \.isNaN) }

    /// Whether every entry is a number, and not the same one.
    fileprivate var varies: Bool {
        isNumber && FeatureStatistics(numbers).map { $0.minimum < $0.maximum } ?? false
    }

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
