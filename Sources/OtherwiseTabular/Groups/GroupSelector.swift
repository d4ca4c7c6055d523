import OtherwiseCore

/// Which rows of the data make up the groups: `race=Black` and all others, `age>=60` and all others, or every value of
/// `race`.
public struct GroupSelector: Sendable, Hashable {
    /// The column that tells the groups apart.
    public let column: String
    private let test: Test

    private enum Test: Sendable, Hashable {
        /// Each value is a group.
        case everyValue
        case oneOf([String])
        case within(ClosedRange<Double>, String)
    }

    /// The most groups that every value of a column may make.
    private static let most = 12

    /// - Throws: `TableError` for a text that says no group.
    public init(_ text: String) throws {
        guard let match = text.wholeMatch(of: #/\s*([^<>=]+?)\s*(?:(>=|<=|=)\s*(.+?)\s*)?/#) else {
            throw Self.unreadable(text)
        }
        column = String(match.output.1)
        guard let sign = match.output.2, let bound = match.output.3 else {
            test = .everyValue
            return
        }
        if sign == "=" {
            test = .oneOf(bound.split(separator: #/\s*,\s*/#).map(String.init))
            return
        }
        guard let number = Double(feature: String(bound)) else { throw Self.unreadable(text) }
        test = .within(sign == ">=" ? number...Double.infinity : -Double.infinity...number, "\(sign)\(bound)")
    }

    private static func unreadable(_ text: String) -> TableError {
        TableError(
            .badGroup, "'\(text)' says no group",
            hint: "Write 'race=Black', 'age>=60', or 'race' for every value of a column")
    }

    /// The rows of each group, the one asked for first.
    ///
    /// - Throws: `TableError` for a column that is not there, for an empty group, or for too many.
    func groups(of table: Table) throws -> [(name: String, rows: [Int])] {
        guard let column = table[column] else {
            throw TableError(
                .noColumn, "The data have no column '\(column)'",
                hint: "Their columns are \(table.columns.prefix(20).map(\.name).joined(separator: ", "))")
        }
        switch test {
        case .everyValue: return try everyValue(of: column)
        case .oneOf(let values):
            return try twoGroups("\(column.name)=\(values.joined(separator: ","))", column) {
                values.contains($0.description)
            }
        case .within(let range, let bound):
            return try twoGroups("\(column.name)\(bound)", column) { $0.number.map(range.contains) ?? false }
        }
    }

    /// Rows whose entry is missing are in neither.
    private func twoGroups(
        _ name: String, _ column: Column, _ belongs: (Value) -> Bool
    ) throws -> [(name: String, rows: [Int])] {
        let known = (0..<column.count).filter { column[$0] != .missing }
        let (own, others) = (known.filter { belongs(column[$0]) }, known.filter { !belongs(column[$0]) })
        guard !own.isEmpty else {
            let values = Set(known.prefix(1000).map { column[$0].description }).sorted().prefix(12)
            throw TableError(
                .badGroup, "No row belongs to '\(name)'",
                hint: "Values of '\(column.name)' are \(values.joined(separator: ", "))")
        }
        guard !others.isEmpty else {
            throw TableError(
                .badGroup, "Every row belongs to '\(name)'", hint: "Name a part of the rows, to compare with the rest")
        }
        return [(name, own), ("all others", others)]
    }

    private func everyValue(of column: Column) throws -> [(name: String, rows: [Int])] {
        let rows = Dictionary(grouping: (0..<column.count).filter { column[$0] != .missing }) { column[$0].description }
        guard (2...Self.most).contains(rows.count) else {
            throw TableError(
                .badGroup, "'\(column.name)' has \(rows.count) different values, 2 to \(Self.most) can be compared",
                hint:
                    "Name one, such as '\(column.name)=\(rows.keys.min() ?? "x")', or a bound, such as '\(column.name)>=3'"
            )
        }
        return rows.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.map {
            ("\(column.name)=\($0.key)", $0.value)
        }
    }
}
