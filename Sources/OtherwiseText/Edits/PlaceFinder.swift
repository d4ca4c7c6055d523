import OtherwiseAudits

/// Finds what may be edited in a question.
struct PlaceFinder {
    typealias Found = (place: EditPlace, target: EditablePrompt.Target)

    private let audit: Audit
    private let item: AuditItem
    private let choices: EditChoices
    private let variants: [AuditVariant]

    /// - Parameters:
    ///   - audit: With one variant, as which the question is put.
    ///   - variants: Those of which facts are taken.
    init(_ audit: Audit, _ item: AuditItem, _ choices: EditChoices, among variants: [AuditVariant]) {
        (self.audit, self.item, self.choices, self.variants) = (audit, item, choices, variants)
    }

    func places(inPrompt: Bool) -> [Found] {
        let found = system + (inPrompt ? wordsOfPrompt : wordsOfFields) + facts + order
        return found.filter { choices.kinds.contains($0.place.kind) && !$0.place.alternatives.isEmpty }
    }

    private var base: AuditVariant { audit.variants[0] }

    /// The fields that the prompt names, in their order, each once.
    private var fields: [String] {
        audit.prompt.texts.flatMap(\.fields).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func place(_ kind: EditPlace.Kind, _ name: String, _ original: String, _ alternatives: [String])
        -> EditPlace
    {
        let different = alternatives.reduce(into: [String]()) { texts, text in
            if text != original, !texts.contains(text) { texts.append(text) }
        }
        return EditPlace(kind: kind, name: name, original: original, alternatives: different)
    }

    private var system: [Found] {
        guard let said = audit.prompt.system else { return [] }
        return [(place(.system, "system", said, [""] + choices.systems), .system)]
    }

    private var wordsOfFields: [Found] {
        let texts = fields.filter { base.fields[$0] == nil }.compactMap { name in
            item.fields[name].map { (text: $0, name: name) }
        }
        return texts.flatMap { text, name in
            words(of: text, in: texts.count > 1 ? " of \(name)" : "", .field(name))
        }
    }

    private var wordsOfPrompt: [Found] {
        let texts = audit.prompt.texts.enumerated().filter { $0.offset > 0 || (audit.prompt.system ?? "").isEmpty }
        return texts.flatMap { number, text in
            words(of: text.source, in: texts.count > 1 ? " of message \(number + 1)" : "", .message(number))
        }
    }

    /// Each word that is no place for a field may be left out, or replaced by what is given for it.
    private func words(of text: String, in name: String, _ target: EditablePrompt.Text) -> [Found] {
        EditableText(text).words.enumerated().compactMap { number, word in
            guard !"\(word.opening)\(word.core)\(word.closing)".contains(where: { "{}".contains($0) }) else {
                return nil
            }
            let alternatives = [""] + (choices.words[word.core.lowercased()] ?? [])
            let place = place(.word, "word \(number + 1)\(name)", word.core, alternatives)
            return (place, .word(target, number))
        }
    }

    /// Fields that variants, or the user, set otherwise. One whose wording is drawn says nothing for certain.
    private var facts: [Found] {
        let named = variants.flatMap(\.fields.keys) + choices.facts.keys
        return Set(named).sorted().filter(fields.contains).compactMap { field in
            let own = base.fields[field]
            guard own.map({ $0.count == 1 }) ?? true else { return nil }
            let original = own?.first ?? item.fields[field] ?? audit.defaults[field] ?? ""
            let alternatives = (choices.facts[field] ?? []) + variants.flatMap { $0.fields[field] ?? [] }
            return (place(.fact, field, original, alternatives), .fact(field))
        }
    }

    /// Where options are shown, every option once in every place.
    private var order: [Found] {
        guard item.options.count > 1, fields.contains("options") else { return [] }
        let rotations = item.options.indices.map { start in
            item.options.indices.map { item.options[($0 + start) % item.options.count] }.joined(separator: ", ")
        }
        return [(place(.order, "order of the options", rotations[0], rotations), .order)]
    }
}
