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
    /// A path, a command or an address, without secrets.
    public let name: String
    /// SHA-256 of the model's file, 64 hexadecimal digits; `nil` for a process or a server.
    public let digest: String?

    /// - Parameters:
    ///   - name: A path, a command or an address, without secrets.
    ///   - digest: SHA-256 of the file, 64 hexadecimal digits; `nil` for what is no file.
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
    /// What the model returns.
    public let output: ModelOutput
    /// For classes the index of each row's label, `[rows]`; empty for numbers.
    public let labels: [Int]
    /// Row-major `[rows × classes]` for classes, `[rows]` for numbers.
    public let scores: [Double]

    /// - Parameters:
    ///   - output: What the model returns.
    ///   - labels: For classes the index of each row's label, `[rows]`; empty for numbers.
    ///   - scores: Row-major `[rows × classes]` for classes, `[rows]` for numbers.
    public init(output: ModelOutput, labels: [Int], scores: [Double]) {
        self.output = output
        self.labels = labels
        self.scores = scores
    }

    /// The number of rows.
    public var count: Int {
        if case .classes = output { labels.count } else { scores.count }
    }

    /// The outcome of a row that exists; missing where a score is no number, which decides nothing.
    public subscript(row: Int) -> Prediction {
        guard case .classes(let classes) = output else {
            return Prediction(outcome: scores[row].isNaN ? .missing : .number(scores[row]), scores: [:])
        }
        return Prediction(
            outcome: isScored(row) ? .category(classes[labels[row]]) : .missing,
            scores: Dictionary(zip(classes, scores[places(of: row)]), uniquingKeysWith: { first, _ in first }))
    }

    /// Whether every score of a row that exists is a number.
    package func isScored(_ row: Int) -> Bool { !places(of: row).contains { scores[$0].isNaN } }

    /// Where the scores of a row are.
    private func places(of row: Int) -> Range<Int> {
        guard case .classes(let classes) = output else { return row..<row + 1 }
        return row * classes.count..<(row + 1) * classes.count
    }
}

/// The outcome of one row.
public struct Prediction: Sendable, Hashable {
    /// The label, or the number of a regression; missing where the model decides nothing.
    public let outcome: Value
    /// The score of each class; empty for a regression.
    public let scores: [String: Double]

    /// - Parameters:
    ///   - outcome: The label, or the number of a regression; missing where the model decides nothing.
    ///   - scores: The score of each class; empty for a regression.
    public init(outcome: Value, scores: [String: Double]) {
        self.outcome = outcome
        self.scores = scores
    }

    /// Whether every number of it is one; what is NaN reaches no goal.
    package var isScored: Bool {
        !scores.values.contains(where: \.isNaN) && outcome.number.map { !$0.isNaN } ?? true
    }
}
