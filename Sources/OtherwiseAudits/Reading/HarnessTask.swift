import OtherwiseCore
import OtherwiseYAML

/// A task of lm-evaluation-harness, as far as an audit can put it: multiple choice whose texts fill in fields.
///
/// Read are `doc_to_text`, `doc_to_choice`, `doc_to_target`, `target_delimiter` and `description`; of Jinja fields, such as
/// `{{question}}`, `{{choices.text[0]}}` or `{{question.strip()}}`, texts, lists of both, `+`, `join`, and for the target
/// the place of one in a list. What is more is refused. Data are not fetched.
public struct HarnessTask: Sendable, Hashable {
    /// The task's name.
    public let name: String
    /// What the model goes on from.
    public let prompt: PromptTemplate
    /// How its answers are scored: the log-probability of the whole, as the harness does for `acc`.
    public let answer: AnswerForm
    /// Where options and the right one are in a document.
    public let mapping: ItemMapping

    /// What changes what is asked, or how it is scored, by more than is read here.
    private static let unread = [
        "process_docs", "process_results", "include", "use_prompt", "gen_prefix", "doc_to_image", "doc_to_audio",
    ]

    /// What stands for the harness's own tag for functions in Python.
    fileprivate static let function = "\u{2039}function\u{203A} "

    /// - Parameter name: Of the file, for messages.
    /// - Throws: `YAMLError` for a task of another kind, a function in Python, or Jinja beyond fields.
    public init(text: String, name: String) throws {
        let form = "Only multiple choice is read, with texts that fill in fields"
        let entry = try YAMLDocument.entry(
            text.replacing("!function ", with: Self.function), file: name, form: form)
        let members = try entry.members()
        try Self.refuseUnread(entry, members)
        self.name = try members["task"]?.text() ?? name
        let description = try members["description"].map { try $0.isEmpty ? "" : $0.jinja().source } ?? ""
        let question = try entry.required("doc_to_text", in: members).question()
        prompt = .text(try PromptText(description + question.source))
        answer = AnswerForm(
            means: .likelihood(.sum),
            lead: try members["target_delimiter"].map { try $0.isEmpty ? "" : $0.text() } ?? " ")
        mapping = ItemMapping(
            options: try .init(choice: entry.required("doc_to_choice", in: members)),
            right: .harness(try .init(target: entry.required("doc_to_target", in: members))))
    }

    /// - Throws: For a task of another kind, and for what only the harness itself can do.
    private static func refuseUnread(_ entry: YAMLEntry, _ members: [String: YAMLEntry]) throws {
        for key in Self.unread {
            if let member = members[key] { throw member.fault("`\(key)` needs the harness itself") }
        }
        let kind = try entry.required("output_type", in: members)
        guard try kind.text() == "multiple_choice" else {
            throw kind.fault("a task of the kind '\(try kind.text())' is not read")
        }
        for key in ["doc_to_text", "doc_to_choice", "doc_to_target", "description"] {
            try members[key]?.refuseFunction(of: key)
        }
        try members["num_fewshot"]?.refuseExamples()
    }
}

extension YAMLEntry {
    /// - Throws: Where a function in Python stands here.
    fileprivate func refuseFunction(of key: String) throws {
        guard !isList, !isMapping, !isEmpty, case let text = try text(), text.hasPrefix(HarnessTask.function) else {
            return
        }
        throw fault(
            "`\(key)` is the function '\(text.dropFirst(HarnessTask.function.count).prefix(60))' in Python, which is not run",
            hint: Self.wayAround)
    }

    fileprivate func refuseExamples() throws {
        guard let count = try Int(text()), count == 0 else {
            throw fault(
                "\(try text().prefix(20)) worked examples stand before each question, and the harness draws them",
                hint: "Write them into the `prompt` of the audit and 0 here, or write 0 to ask without examples")
        }
    }

    /// A text of Jinja, or the bare name of a field.
    fileprivate func question() throws -> PromptText {
        let source = try text()
        guard source.isBareName else { return try jinja() }
        return try PromptText("{\(source)}")
    }
}

extension ItemMapping.Options {
    /// A list of texts as it stands, the name of a field with a list, or Jinja for one of the two.
    fileprivate init(choice entry: YAMLEntry) throws {
        guard !entry.isList else {
            self = .texts(try entry.elements().map { try $0.literal() })
            return
        }
        guard let expression = try entry.jinjaExpression() else {
            let name = try entry.text()
            guard name.isBareName else {
                throw entry.fault("`\(name.prefix(60))` is no name of a field", hint: YAMLEntry.wayAround)
            }
            self = .list(name)
            return
        }
        guard let options = expression.options else { throw entry.fault("this is no list", hint: YAMLEntry.wayAround) }
        self = options
    }
}

extension YAMLEntry {
    /// An element of a list of choices, which the harness fills nothing into.
    fileprivate func literal() throws -> PromptText {
        let text = try text()
        guard !text.contains("{{"), !text.contains("{%") else {
            throw fault(
                "the harness does not fill in Jinja within a list", hint: "Write the whole list as one `{{[…]}}`")
        }
        return try PromptText(text.doublingBraces)
    }
}

extension HarnessTarget {
    /// A place, the name of a field, or Jinja.
    fileprivate init(target entry: YAMLEntry) throws {
        guard let expression = try entry.jinjaExpression() else {
            let text = try entry.text()
            self = Int(text) == nil && text.isBareName ? .field(text) : .text(try PromptText(text.doublingBraces))
            return
        }
        guard let target = HarnessTarget(expression) else {
            throw entry.fault("this names no option", hint: YAMLEntry.wayAround)
        }
        self = target
    }
}

extension String {
    fileprivate var isBareName: Bool {
        first.map { $0.isLetter || $0 == "_" } == true
            && allSatisfy { $0.isLetter || $0.isNumber || "_.-".contains($0) }
    }
}
