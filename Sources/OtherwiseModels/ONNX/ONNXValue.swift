/// What flows along an edge of a graph, and what a model returns.
public enum ONNXValue: Sendable, Hashable {
    case tensor(Tensor)
    /// For every row the score of each class: ONNX's `seq(map(…, float))`.
    case scores(KeyedScores)

    /// The tensor, or the scores of a sequence of maps without their keys.
    public var tensor: Tensor {
        switch self {
        case .tensor(let tensor): tensor
        case .scores(let scores): scores.values
        }
    }
}

/// The scores of a batch under the name of their class, kept as one matrix.
public struct KeyedScores: Sendable, Hashable {
    /// One key per column.
    public let keys: ClassLabels
    /// `[rows × keys]`.
    public let values: Tensor

    package init(keys: ClassLabels, values: Tensor) {
        self.keys = keys
        self.values = values
    }
}

/// The names of the classes of a model, in the order of its scores.
public enum ClassLabels: Sendable, Hashable {
    case strings([String])
    case integers([Int64])

    /// The number of classes.
    public var count: Int {
        switch self {
        case .strings(let labels): labels.count
        case .integers(let labels): labels.count
        }
    }

    /// The names as text, the form in which a table holds them.
    public var texts: [String] {
        switch self {
        case .strings(let labels): labels
        case .integers(let labels): labels.map(String.init)
        }
    }

    /// The labels of the classes at `indices`, all of which exist, as a list.
    func labels(at indices: [Int]) -> Tensor {
        switch self {
        case .strings(let labels): Tensor(list: .string(indices.map { labels[$0] }))
        case .integers(let labels): Tensor(list: .int64(indices.map { labels[$0] }))
        }
    }
}
