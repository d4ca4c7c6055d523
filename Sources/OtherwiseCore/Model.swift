/// A decision model: what is questioned. One requirement does the work; it is called once per batch.
public protocol Model: Sendable {
    /// What the model is called and the digest of the file or address it came from.
    var identity: ModelIdentity { get }
    /// What the model returns.
    var output: ModelOutput { get }
    /// The outcome of every row, in order.
    ///
    /// - Parameter table: `[rows]`; the model looks its inputs up by name and ignores other columns.
    /// - Throws: A typed error that names the column when one is absent or of the wrong kind.
    func predict(_ table: Table) async throws -> Predictions
}

/// What names a model in a result.
public struct ModelIdentity: Sendable, Hashable, Codable {
    public let name: String
    /// SHA-256 of the model's file, 64 hexadecimal digits; `nil` for a process or a server.
    public let digest: String?

    public init(name: String, digest: String?) {
        self.name = name
        self.digest = digest
    }
}

/// The kind of a model's outcome.
public enum ModelOutput: Sendable, Hashable {
    /// One of these classes, in the order of the scores.
    case classes([String])
    /// A number.
    case number
}

/// The outcomes of a batch.
public struct Predictions: Sendable, Hashable {
    public let output: ModelOutput
    /// For classes the index of each row's label, `[rows]`; empty for numbers.
    public let labels: [Int]
    /// Row-major `[rows × classes]` for classes, `[rows]` for numbers.
    public let scores: [Double]

    public init(output: ModelOutput, labels: [Int], scores: [Double]) {
        self.output = output
        self.labels = labels
        self.scores = scores
    }

    public var count: Int {
        if case .classes = output { labels.count } else { scores.count }
    }

    /// The outcome of a row that exists.
    public subscript(row: Int) -> Prediction {
        guard case .classes(let classes) = output else {
            return Prediction(outcome: .number(scores[row]), scores: [:])
        }
        let own = scores[row * classes.count..<(row + 1) * classes.count]
        return Prediction(
            outcome: .category(classes[labels[row]]),
            scores: Dictionary(zip(classes, own), uniquingKeysWith: { first, _ in first }))
    }
}

/// The outcome of one row.
public struct Prediction: Sendable, Hashable {
    /// The label, or the number of a regression.
    public let outcome: Value
    /// The score of each class; empty for a regression.
    public let scores: [String: Double]

    public init(outcome: Value, scores: [String: Double]) {
        self.outcome = outcome
        self.scores = scores
    }
}
