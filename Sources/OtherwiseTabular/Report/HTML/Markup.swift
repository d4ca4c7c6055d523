import OtherwiseCore

/// HTML in which data cannot become markup: literals of the source are markup, a `String` put into one is text.
///
/// ```
/// let cell: Markup = "<td>\(category)</td>"   // a category named <script> arrives as &lt;script&gt;
/// ```
package struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
    package private(set) var html: String

    package init(stringLiteral literal: String) { html = literal }

    package init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

    /// Text of the data, kept from mixing its direction of writing with the words around it.
    static func data(_ text: String) -> Markup { "<bdi>\(text)</bdi>" }

    /// Text of the data that may break after an underscore, for narrow columns.
    static func breakable(_ text: String) -> Markup {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        return "<bdi>\(parts.enumerated().map { $0 == 0 ? "\($1)" : "_<wbr>\($1)" as Markup })</bdi>"
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var html = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { html += literal }
        package mutating func appendInterpolation(_ text: String) { html += text.escapedForHTML }
        package mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }
        package mutating func appendInterpolation(_ parts: [Markup]) { html += parts.map(\.html).joined() }
        package mutating func appendInterpolation(_ number: Int) { html += String(number) }
        /// A coordinate of a drawing, to a hundredth.
        package mutating func appendInterpolation(_ coordinate: Double) { html += coordinate.rounded(to: 2).plain }
    }
}

extension Markup {
    static func + (left: Markup, right: Markup) -> Markup { "\(left)\(right)" }
}

extension String {
    /// The text as it is written between tags or in a quoted attribute; control characters become `U+FFFD`.
    var escapedForHTML: String {
        var escaped = ""
        escaped.reserveCapacity(utf8.count)
        for scalar in unicodeScalars { escaped += scalar.escapedForHTML }
        return escaped
    }
}

extension Unicode.Scalar {
    fileprivate var escapedForHTML: String {
        switch self {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        case "\t", "\n", "\r": " "
        case "\0"..<" ", "\u{7F}"..."\u{9F}": "\u{FFFD}"
        default: String(Character(self))
        }
    }
}
