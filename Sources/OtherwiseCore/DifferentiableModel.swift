/// A model that also tells how its scores change with the numbers of a row.
public protocol DifferentiableModel: Model {
    /// The columns that a gradient speaks of, in its order: those of numbers that the scores depend on smoothly.
    var gradientColumns: [String] { get }

    /// One score of every row, and its gradient there.
    ///
    /// Where a score has a kink (a rectifier at 0, a clipped number at its bound) the gradient is that of one side.
    ///
    /// - Parameter table: `[rows]`; columns are looked up by name, others are ignored.
    /// - Throws: A typed error that names the column when one is absent, or the score when the model has none such.
    func gradients(of score: Score, at table: Table) async throws -> ScoreGradients
}

/// One of the numbers that a model returns for a row.
public enum Score: Sendable, Hashable {
    /// The score of a class, as `Predictions` holds it.
    case ofClass(String)
    /// The number of a regression.
    case number
}

/// One score of every row of a batch, and how it changes with the row's numbers.
public struct ScoreGradients: Sendable, Hashable {
    /// The numbers that the gradient speaks of, `[columns]`.
    public let columns: [String]
    /// `[rows]`.
    public let values: [Double]
    /// Row-major `[rows × columns]`: the change of the score per unit of the column.
    public let gradients: [Double]

    /// - Parameters:
    ///   - columns: The columns that gradients are taken by, `[columns]`.
    ///   - values: `[rows]`.
    ///   - gradients: Row-major `[rows × columns]`, in the unit of the value over that of the column.
    public init(columns: [String], values: [Double], gradients: [Double]) {
        self.columns = columns
        self.values = values
        self.gradients = gradients
    }

    /// The number of rows.
    public var count: Int { values.count }

    /// The gradient of a row that exists, `[columns]`.
    public subscript(row: Int) -> ArraySlice<Double> {
        gradients[row * columns.count..<(row + 1) * columns.count]
    }
}
