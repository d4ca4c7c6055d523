/// How text is set off on a terminal.
public enum TextStyle: Sendable, Hashable {
    /// No escape codes: for files, pipes and terminals without colours.
    case plain
    /// ANSI escape codes for bold and faint.
    case terminal

    /// What follows the escape character of every code.
    package static let codes = ["[0m", "[1m", "[2m"]

    /// The text in bold, where the style has it.
    public func bold(_ text: String) -> String { wrapped(text, "1") }
    /// The text in a fainter colour, where the style has it.
    public func faint(_ text: String) -> String { wrapped(text, "2") }

    private func wrapped(_ text: String, _ code: String) -> String {
        self == .plain || text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
