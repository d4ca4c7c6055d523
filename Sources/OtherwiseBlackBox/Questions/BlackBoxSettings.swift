/// How a model is asked that answers from outside.
public struct BlackBoxSettings: Sendable, Hashable {
    /// The most rows of one question.
    static let batchRows = 256

    /// The classes, in the order of scores without names; `nil` learns them by asking about some rows.
    public var classes: [String]?
    /// How long one answer may take, the start of the model included.
    public var timeout: Duration

    /// - Parameters:
    ///   - classes: The classes, in the order of scores without names; `nil` learns them.
    ///   - timeout: How long one answer may take.
    public init(classes: [String]? = nil, timeout: Duration = .seconds(60)) {
        self.classes = classes
        self.timeout = timeout
    }
}
