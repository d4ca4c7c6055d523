import OtherwiseCore

/// What stands between the double braces of Jinja, as far as it is read: fields and texts, put together with `+`, lists of
/// them, and a few methods and filters.
enum JinjaExpression {
    /// A field as a whole, such as `choices.text`, and what is done to it.
    case field(path: String, filters: [PromptFilter])
    /// A text that fields fill in, in the form of `PromptText`.
    case text(String)
    /// A list of such texts.
    case list([String])
    /// A whole number.
    case number(Int)
    /// The place of one in another, counted from 0.
    indirect case place(of: JinjaExpression, in: JinjaExpression)
    /// The element of a list at the place that another says.
    indirect case element(of: JinjaExpression, at: JinjaExpression)
    /// A number less another.
    indirect case less(JinjaExpression, Int)

    /// - Returns: `nil` for more than is read.
    init?(_ source: some StringProtocol) {
        var reader = JinjaReader(source)
        guard let value = reader.difference(), reader.isAtEnd else { return nil }
        self = value
    }

    /// As a text in the form of `PromptText`; `nil` for lists and for what is computed.
    var text: String? {
        switch self {
        case .field(let path, let filters): "{\(([path] + filters.map(\.rawValue)).joined(separator: "|"))}"
        case .text(let text): text
        case .number(let number): "\(number)"
        case .list, .place, .element, .less: nil
        }
    }

    /// As options; `nil` for what is no list.
    var options: ItemMapping.Options? {
        switch self {
        case .field(let path, let filters) where filters.isEmpty: .list(path)
        case .list(let texts): (try? texts.map { try PromptText($0) }).map { .texts($0) }
        default: nil
        }
    }
}

/// Reads an expression from left to right.
private struct JinjaReader {
    private var rest: Substring
    private var depth = 0

    /// The most brackets within one another.
    private static let deepest = 20

    init(_ source: some StringProtocol) { rest = Substring(source) }

    var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

    private mutating func skip(_ sign: String) -> Bool {
        rest = rest.drop(while: \.isWhitespace)
        guard rest.hasPrefix(sign) else { return false }
        rest = rest.dropFirst(sign.count)
        return true
    }

    private mutating func name() -> String? {
        rest = rest.drop(while: \.isWhitespace)
        guard let first = rest.first, first.isLetter || first == "_" else { return nil }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func number() -> Int? {
        rest = rest.drop(while: \.isWhitespace)
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }

    // MARK: Expressions

    /// `a + b`, or `a - 1`.
    mutating func difference() -> JinjaExpression? {
        guard var value = sum() else { return nil }
        if skip("-") {
            guard let number = number() else { return nil }
            value = .less(value, number)
        }
        return value
    }

    private mutating func sum() -> JinjaExpression? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { return nil }
        guard let first = postfix() else { return nil }
        var texts = [first]
        while skip("+") {
            guard let next = postfix() else { return nil }
            texts.append(next)
        }
        guard texts.count > 1 else { return first }
        // Fields alone may hold numbers, which would be added up.
        let parts = texts.compactMap { $0.isNumber ? nil : $0.text }
        return parts.count == texts.count && texts.contains(where: \.isSurelyText) ? .text(parts.joined()) : nil
    }

    private mutating func postfix() -> JinjaExpression? {
        guard var value = primary() else { return nil }
        while true {
            let next: JinjaExpression?
            if skip(".") {
                next = member(of: value)
            } else if skip("[") {
                next = element(of: value)
            } else if skip("|") {
                next = filtered(value)
            } else {
                return value
            }
            guard let next else { return nil }
            value = next
        }
    }

    private mutating func primary() -> JinjaExpression? {
        if skip("(") {
            guard let value = difference(), skip(")") else { return nil }
            return value
        }
        if skip("[") { return list() }
        if let text = quoted() { return .text(text.doublingBraces) }
        if let number = number() { return .number(number) }
        return name().map { .field(path: $0, filters: []) }
    }

    private mutating func list() -> JinjaExpression? {
        var texts: [String] = []
        while !skip("]") {
            guard let text = sum()?.text else { return nil }
            texts.append(text)
            guard skip(",") else { return skip("]") ? .list(texts) : nil }
        }
        return .list(texts)
    }

    /// A text in quotes, with the escapes of Python that are common.
    private mutating func quoted() -> String? {
        rest = rest.drop(while: \.isWhitespace)
        guard let quote = rest.first, quote == "'" || quote == "\"", !rest.hasPrefix("\(quote)\(quote)\(quote)") else {
            return nil
        }
        var text = "", left = rest.dropFirst()
        while let character = left.popFirst() {
            if character == quote {
                rest = left
                return text
            }
            guard character == "\\" else {
                text.append(character)
                continue
            }
            guard let escaped = left.popFirst(), let meant = Self.escapes[escaped] else { return nil }
            text.append(meant)
        }
        return nil
    }

    private static let escapes: [Character: Character] = ["n": "\n", "t": "\t", "\\": "\\", "'": "'", "\"": "\""]

    // MARK: What follows

    private mutating func member(of value: JinjaExpression) -> JinjaExpression? {
        guard let name = name() else { return nil }
        guard skip("(") else {
            guard case .field(let path, let filters) = value, filters.isEmpty else { return nil }
            return .field(path: "\(path).\(name)", filters: [])
        }
        if name == "index" {
            guard let element = sum(), skip(")") else { return nil }
            return .place(of: element, in: value)
        }
        guard let filter = PromptFilter(rawValue: name), skip(")") else { return nil }
        return value.adding(filter)
    }

    private mutating func element(of value: JinjaExpression) -> JinjaExpression? {
        guard case .field(let path, let filters) = value, filters.isEmpty else {
            guard case .list = value, let place = sum(), skip("]") else { return nil }
            return .element(of: value, at: place)
        }
        guard let step = number().map({ "\($0)" }) ?? quoted(), !step.isEmpty, skip("]") else { return nil }
        return .field(path: "\(path).\(step)", filters: [])
    }

    private mutating func filtered(_ value: JinjaExpression) -> JinjaExpression? {
        switch name() {
        case "trim": return value.adding(.strip)
        // Numbers are read as such where they are needed.
        case "int": return value
        case "join":
            guard case .list(let texts) = value, skip("("), let separator = quoted(), skip(")") else { return nil }
            return .text(texts.joined(separator: separator.doublingBraces))
        case let name?:
            return PromptFilter(rawValue: name).flatMap {
                [.lower, .upper, .capitalize].contains($0) ? value.adding($0) : nil
            }
        case nil: return nil
        }
    }
}

extension JinjaExpression {
    fileprivate var isNumber: Bool { if case .number = self { true } else { false } }

    /// Whether it is a text whatever fields hold.
    fileprivate var isSurelyText: Bool {
        switch self {
        case .text: true
        case .field(_, let filters): !filters.isEmpty
        default: false
        }
    }

    fileprivate func adding(_ filter: PromptFilter) -> JinjaExpression? {
        guard case .field(let path, let filters) = self else { return nil }
        return .field(path: path, filters: filters + [filter])
    }
}

extension StringProtocol {
    /// With every brace written twice, as texts of prompts write it.
    var doublingBraces: String { String(self).replacing("{", with: "{{").replacing("}", with: "}}") }
}
