/// What is done to a field before it fills its place: `{question|strip}`.
enum PromptFilter: String, Sendable, Hashable {
    /// Without the space around it, before it, or after it.
    case strip, lstrip, rstrip
    /// In small letters, in capitals, or in small letters with a capital first.
    case lower, upper, capitalize

    func callAsFunction(_ text: String) -> String {
        switch self {
        case .strip: Self.lstrip(Self.rstrip(text))
        case .lstrip: String(text.drop(while: \.isWhitespace))
        case .rstrip: String(text.reversed().drop(while: \.isWhitespace).reversed())
        case .lower: text.lowercased()
        case .upper: text.uppercased()
        case .capitalize: text.prefix(1).uppercased() + text.dropFirst().lowercased()
        }
    }
}
