/// Texts in aligned columns.
public struct AlignedColumns: Sendable {
    private let rows: [[String]]

    /// - Parameter rows: Each as long as the first.
    public init(_ rows: [[String]]) { self.rows = rows }

    /// - Parameter style: How the first row is set off.
    public func lines(indent: Int = 0, headed style: TextStyle? = nil) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.enumerated().map { place, row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ").trimmingEnd()
            return place == 0 ? style?.faint(line) ?? line : line
        }
    }
}

extension String {
    /// The text without spaces at its end.
    package func trimmingEnd() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
