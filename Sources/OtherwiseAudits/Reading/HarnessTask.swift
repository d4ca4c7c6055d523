import OtherwiseCore
import OtherwiseYAML

/// A task of lm-evaluation-harness, as far as an audit can put it: multiple choice whose texts fill in fields.
///
/// Read are `doc_to_text`, `doc_to_choice`, `doc_to_target`, `target_delimiter` and `description`; of Jinja only fields,
/// such as `{{question}}`, `{{choices.text[0]}}` or `{{question.strip()}}`. Data are not fetched.
public struct HarnessTask: Sendable, Hashable {
    /// The task's name.
    public let name: String
    /// What the model goes on from.
    public let prompt: PromptTemplate
    /// How its answers are scored: the log-probability of the whole, as the harness does for `acc`.
    public let answer: AnswerForm
    /// Where options and the right one are in a document.
    public let mapping: ItemMapping

    /// - Parameter name: Of the file, for messages.
    /// - Throws: `YAMLError` for a task of another kind; `AuditError` for Jinja beyond fields.
    public init(text: String, name: String) throws {
        let form = "Only multiple choice is read, with texts that fill in fields"
        // The harness's own tag for functions in Python.
        let entry = try YAMLDocument.entry(text.replacing("!function ", with: "function "), file: name, form: form)
        let members = try entry.members()
        for key in ["process_docs", "include", "use_prompt"] {
            if let member = members[key] { throw member.fault("`\(key)` needs the harness itself") }
        }
        let kind = try entry.required("output_type", in: members)
        guard try kind.text() == "multiple_choice" else {
            throw kind.fault("a task of the kind '\(try kind.text())' is not read")
        }
        self.name = try members["task"]?.text() ?? name
        let description = try members["description"]?.text() ?? ""
        let question = try entry.required("doc_to_text", in: members).jinja()
        prompt = .text(try PromptText(description + question.source))
        answer = AnswerForm(
            means: .likelihood(.sum),
            lead: try members["target_delimiter"].map { try $0.isEmpty ? "" : $0.text() } ?? " ")
        mapping = ItemMapping(
            options: try .init(choice: entry.required("doc_to_choice", in: members)),
            right: try .init(target: entry.required("doc_to_target", in: members)))
    }
}

extension ItemMapping.Options {
    /// A list of texts, the name of a list, or Jinja for one of the two.
    fileprivate init(choice entry: YAMLEntry) throws {
        if entry.isList {
            self = .texts(try entry.elements().map { try $0.jinja() })
            return
        }
        let text = try entry.text()
        guard text.contains("{{") else {
            self = .list(text)
            return
        }
        let inner = text.trimmingBraces
        guard inner.hasPrefix("["), inner.hasSuffix("]") else {
            self = .list(try JinjaField(inner, entry).path)
            return
        }
        let names = inner.dropFirst().dropLast().split(separator: ",")
        self = .texts(
            try names.map { name in
                let name = name.trimmingSpaces
                let quotes: Set<Character> = ["\"", "'"]
                guard let first = name.first, quotes.contains(first), name.last == first, name.count > 1 else {
                    return try PromptText("{\(JinjaField(name, entry).path)}")
                }
                return try PromptText(name.dropFirst().dropLast().doublingBraces)
            })
    }
}

extension ItemMapping.Right {
    /// A place, the name of a field, or Jinja.
    fileprivate init(target entry: YAMLEntry) throws {
        let text = try entry.text()
        if let place = Int(text) {
            self = .place(place)
        } else if text.contains("{{") {
            self = .text(try entry.jinja())
        } else {
            self = .text(try PromptText("{\(text)}"))
        }
    }
}

/// A field of Jinja: a name, members and places, and perhaps `strip`.
private struct JinjaField {
    /// Such as `choices.text.0`.
    let path: String

    init(_ source: some StringProtocol, _ entry: YAMLEntry) throws {
        var name = String(source).trimmingSpaces
        for end in ["|trim", "| trim", ".strip()"] where name.hasSuffix(end) {
            name = String(name.dropLast(end.count)).trimmingSpaces
        }
        name = name.replacing("['", with: ".").replacing("']", with: "").replacing("[\"", with: ".")
            .replacing("\"]", with: "").replacing("[", with: ".").replacing("]", with: "")
        guard name.first?.isLetter == true, name.allSatisfy({ $0.isLetter || $0.isNumber || "_.".contains($0) }) else {
            throw entry.fault("'{{\(source.prefix(60))}}' is more of Jinja than fields")
        }
        path = name
    }
}

extension YAMLEntry {
    /// A text of Jinja as one of ours; the bare name of a field is one, too.
    fileprivate func jinja() throws -> PromptText {
        let source = try text()
        guard !source.contains("{%"), !source.contains("{#") else {
            throw fault("Jinja of more than fields is not read")
        }
        var text = "", rest = source[...]
        while let start = rest.firstRange(of: "{{") {
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else { throw fault("'{{' is not closed") }
            text += rest[..<start.lowerBound].doublingBraces
            text += "{\(try JinjaField(rest[start.upperBound..<end.lowerBound], self).path)}"
            rest = rest[end.upperBound...]
        }
        guard source.contains("{{") || source.contains(where: \.isWhitespace) else {
            return try PromptText("{\(source)}")
        }
        return try PromptText(text + rest.doublingBraces)
    }
}

extension StringProtocol {
    fileprivate var doublingBraces: String { String(self).replacing("{", with: "{{").replacing("}", with: "}}") }
    fileprivate var trimmingSpaces: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    fileprivate var trimmingBraces: String {
        var text = trimmingSpaces
        if text.hasPrefix("{{"), text.hasSuffix("}}") { text = String(text.dropFirst(2).dropLast(2)) }
        return text.trimmingSpaces
    }
}
