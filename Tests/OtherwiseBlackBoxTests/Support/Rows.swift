import OtherwiseCore
import OtherwiseModels
import Testing

/// Rows to ask about.
enum Rows {
    /// Three rows with whatever makes writing them hard.
    static func awkward() throws -> Table {
        try Table(columns: [
            Column(name: "age", storage: .numbers([39, .nan, 0.5])),
            Column(name: "the \"job\"", values: [.category("a\\b"), .missing, .category("tab\t")], isNumeric: false),
        ])
    }

    /// Ages 0, 1, 2, … and two towns in turn.
    static func ages(_ count: Int) throws -> Table {
        let towns = (0..<count).map { Value.category($0.isMultiple(of: 2) ? "Aa" : "Bb") }
        return try Table(columns: [
            Column(name: "age", storage: .numbers((0..<count).map(Double.init))),
            Column(name: "town", values: towns, isNumeric: false),
        ])
    }
}

/// The `ModelError` that `body` throws; `nil` if it throws none.
func modelError(_ body: () async throws -> Void) async -> ModelError? {
    do { try await body() } catch { return error as? ModelError }
    return nil
}
