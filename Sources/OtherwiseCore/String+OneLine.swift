extension String {
    /// The text in one line of a terminal, which obeys what it is sent.
    ///
    /// - Parameter replacement: For each control character, end of a line, and scalar that turns the direction of what
    ///   follows, which would let a text look like another (UAX 9).
    package func inOneLine(_ replacement: Unicode.Scalar) -> String {
        String(UnicodeScalarView(unicodeScalars.map { $0.isObeyed ? replacement : $0 }))
    }
}

extension Unicode.Scalar {
    fileprivate var isObeyed: Bool {
        switch self {
        case "\u{200E}", "\u{200F}", "\u{061C}": true
        case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{2028}", "\u{2029}": true
        default: properties.generalCategory == .control
        }
    }
}
