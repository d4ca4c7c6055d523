package import OtherwiseCore

/// A decision model that is bound to the columns of a table.
package protocol BoundModel: Model {
    /// What runs it, for people: `native`, `ONNX Runtime 1.32.0`.
    var engine: String { get }
    /// What it reads of a table.
    var inputColumns: InputColumns { get }
}

/// Columns that a model reads as text and that were read as numbers, so that `007` has become 7.
package struct MisreadColumns: Error, Sendable, Hashable, CustomStringConvertible {
    package let names: Set<String>

    /// - Returns: `nil` where the columns are read as the model does.
    package init?(of table: [ColumnProfile], for inputs: InputColumns) {
        names = Set(table.filter(\.isNumeric).map(\.name)).intersection(inputs.textNames)
        if names.isEmpty { return nil }
    }

    package var description: String {
        "The model reads \(names.sorted().joined(separator: ", ")) as text, and the table has numbers there. Read them as text."
    }
}

/// The columns that a model reads.
package struct InputColumns: Sendable, Hashable {
    /// In the model's order.
    package let names: [String]
    /// Those of them that it reads as text, even where they look like numbers.
    package let textNames: Set<String>
    /// What was assumed, in words for the user.
    package let notes: [String]

    package init(names: [String], textNames: Set<String> = [], notes: [String] = []) {
        self.names = names
        self.textNames = textNames
        self.notes = notes
    }
}
