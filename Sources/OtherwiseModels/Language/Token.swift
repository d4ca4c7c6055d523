/// One token of a model's vocabulary, by its number there.
public struct Token: Sendable, Hashable {
    /// The number in the vocabulary, from 0.
    public let id: Int32

    /// - Parameter id: The number in the vocabulary, from 0.
    public init(_ id: Int32) { self.id = id }
}

/// Turns text into the tokens of one model, and back.
public protocol Tokenizer: Sendable {
    /// - Parameters:
    ///   - text: Any text; the empty one has no tokens of its own.
    ///   - isStart: Whether the model's mark of a beginning goes first, if it has one.
    ///   - readsMarks: Whether marks such as `<|im_start|>` are read as the tokens they name. Off, they are plain text,
    ///     which is what a user's words must be.
    func tokens(of text: String, isStart: Bool, readsMarks: Bool) -> [Token]

    /// The text of tokens; bytes that are no UTF-8 become U+FFFD, marks become nothing.
    func text(of tokens: [Token]) -> String
}
