public import OtherwiseAudits
import OtherwiseCore
import OtherwiseModels

/// A question of an audit whose prompt may be edited in places: a row of a table to whoever searches for the smallest
/// edit, with a feature for each place.
public struct EditablePrompt: Sendable {
    /// How the question is put, and how its answer is read.
    public let audit: Audit
    /// The question.
    public let item: AuditItem
    /// Of the wordings that the audit draws.
    public let seed: UInt64
    /// The places that may be edited, in the order of the prompt.
    public let places: [EditPlace]
    let targets: [Target]

    /// Where in the audit or the item a place is.
    enum Target: Sendable, Hashable {
        case word(Text, Int)
        case fact(String)
        case order
        case system
    }

    /// A text that is edited by its words.
    enum Text: Sendable, Hashable {
        /// A field of the item.
        case field(String)
        /// A message of the prompt, or the prompt where it is one text.
        case message(Int)
    }

    /// The question as the audit's first reference puts it.
    ///
    /// - Parameters:
    ///   - audit: How it is put, and how its answer is read.
    ///   - item: The question.
    ///   - choices: What may be edited.
    ///   - seed: Of the wordings that the audit draws.
    ///   - editsPrompt: Whether words of the audit's own prompt are edited rather than those of the item's fields.
    /// - Throws: `AuditError` for an audit or an item that contradicts itself, and where there is nothing to edit.
    public init(
        _ audit: Audit, _ item: AuditItem, choices: EditChoices = EditChoices(), seed: UInt64 = 0,
        editsPrompt: Bool = false
    ) throws(AuditError) {
        _ = try TrialPlan(audit, items: [item], seed: seed)
        let base = audit.variants.first { $0.name == audit.references.first } ?? audit.variants[0]
        var plain = audit
        plain.prompt = base.prompt ?? audit.prompt
        plain.variants = [base.prompted(nil)]
        plain.contrasts = []
        // Every option once in every place, the given order first.
        plain.answer.orders = .rotations
        let found = PlaceFinder(plain, item, choices, among: audit.variants).places(inPrompt: editsPrompt)
        guard !found.isEmpty else { throw .nothingToEdit(item) }
        (self.audit, self.item, self.seed) = (plain, item, seed)
        (places, targets) = (found.map(\.place), found.map(\.target))
        for (place, edited) in places.enumerated() where [.fact, .system].contains(edited.kind) {
            for alternative in edited.alternatives { _ = try question(editing: [place: alternative]) }
        }
    }
}

extension EditablePrompt {
    /// A question with edits, and which of its trials it is.
    struct Question: Sendable {
        let plan: TrialPlan
        let item: AuditItem
        let trial: Trial
    }

    /// The question with some places, by number, edited.
    ///
    /// - Throws: `AuditError` for a text that does not fit its place.
    func question(editing edits: [Int: String], repetition: Int = 0) throws(AuditError) -> Question {
        var audit = audit, fields = item.fields, order = 0
        var words: [Text: [Int: String]] = [:]
        for (place, text) in edits {
            switch targets[place] {
            case .word(let target, let word): words[target, default: [:]][word] = text
            case .fact(let field): audit.variants[0].fields[field] = [text]
            case .order: order = 1 + (places[place].alternatives.firstIndex(of: text) ?? 0)
            case .system: audit.prompt = try audit.prompt.saying(text)
            }
        }
        for (target, replacements) in words {
            switch target {
            case .field(let name): fields[name] = EditableText(fields[name] ?? "").replacing(replacements)
            case .message(let number):
                audit.prompt = try audit.prompt.replacing(replacements, inMessage: number, of: self.audit.prompt)
            }
        }
        let item = AuditItem(
            id: item.id, cluster: item.cluster, fields: fields, options: item.options, right: item.right)
        let trial = Trial(item: item.id, variant: audit.variants[0].name, order: order, repetition: repetition)
        return Question(plan: try TrialPlan(audit, items: [item], seed: seed), item: item, trial: trial)
    }

    /// The edits that a row makes, a text for each place.
    func edits(_ texts: [String]) -> [Int: String] {
        Dictionary(
            uniqueKeysWithValues: texts.enumerated().filter { $0.element != places[$0.offset].original }
                .map { ($0.offset, $0.element) })
    }

    /// A feature for each place, its weight the number of words that an edit may touch.
    func factual() throws -> Row {
        let features = places.map { place in
            let texts = [place.original] + place.alternatives
            let weight = place.kind == .order ? 1 : texts.map { $0.split(whereSeparator: \.isWhitespace).count }.max()
            return Feature(
                name: place.name, domain: .categorical(categories: texts, isOrdered: false),
                weight: Double(max(weight ?? 1, 1)))
        }
        return try Row(schema: Schema(features: features), values: places.map { .category($0.original) })
    }
}

extension AuditVariant {
    fileprivate func prompted(_ prompt: PromptTemplate?) -> AuditVariant {
        var variant = self
        variant.prompt = prompt
        return variant
    }
}

extension AuditError {
    fileprivate static func nothingToEdit(_ item: AuditItem) -> AuditError {
        AuditError(
            .badDesign, "item '\(item.id)' has no place that may be edited",
            hint: "Allow other kinds of edits, or give facts or systems to choose from")
    }
}
