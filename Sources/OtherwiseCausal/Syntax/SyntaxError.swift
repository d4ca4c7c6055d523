/// A text that cannot be read, with the place marked.
public struct SyntaxError: Error, Sendable, Hashable {
    /// What was expected, what was found, and the way out.
    public let message: String
    /// The line of the fault, counting from 1.
    public let line: Int
    /// The character of the fault within its line, counting from 1.
    public let column: Int
    /// The line of the fault, shortened around it.
    public let excerpt: String
    /// How many characters of the excerpt stand before the fault.
    public let indentation: Int
}

extension SyntaxError: CustomStringConvertible {
    /// The message, the line, and a caret under the fault.
    public var description: String {
        """
        Line \(line), column \(column): \(message)
          \(excerpt)
          \(String(repeating: " ", count: indentation))^
        """
    }
}
