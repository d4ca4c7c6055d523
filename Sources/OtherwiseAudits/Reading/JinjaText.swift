import OtherwiseYAML

extension YAMLEntry {
    /// A text of Jinja as one of ours.
    ///
    /// - Throws: `YAMLError` naming what is more of Jinja than is read; nothing of it is put as it stands.
    func jinja() throws -> PromptText {
        let source = try text()
        guard !source.contains("{%"), !source.contains("{#") else {
            throw fault("Jinja of more than fields is not read", hint: Self.wayAround)
        }
        var text = "", rest = source[...]
        while let start = rest.firstRange(of: "{{") {
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else { throw fault("'{{' is not closed") }
            let inner = rest[start.upperBound..<end.lowerBound]
            guard let filled = JinjaExpression(inner)?.text else { throw beyond(inner) }
            text += rest[..<start.lowerBound].doublingBraces + filled
            rest = rest[end.upperBound...]
        }
        return try PromptText(text + rest.doublingBraces)
    }

    /// The one expression that the whole text is: what stands between `{{` and `}}`; `nil` for a text without any.
    func jinjaExpression() throws -> JinjaExpression? {
        let source = try text()
        guard source.contains("{{") || source.contains("{%") else { return nil }
        let trimmed = PromptFilter.strip(source)
        let inner = trimmed.dropFirst(2).dropLast(2)
        guard trimmed.hasPrefix("{{"), trimmed.hasSuffix("}}"), !inner.contains("{{"), !inner.contains("{%") else {
            throw fault("Jinja is read here only as one `{{…}}`", hint: Self.wayAround)
        }
        guard let expression = JinjaExpression(inner) else { throw beyond(inner) }
        return expression
    }

    func beyond(_ source: some StringProtocol) -> any Error {
        fault("'{{\(source.prefix(60))}}' is more of Jinja than fields", hint: Self.wayAround)
    }

    /// What to do about a task that needs more than is read.
    static let wayAround =
        "Leave `harness` out and write `prompt` and, under `items`, `options` and `right` in the audit itself; what the task computes can be a field of the items"
}
