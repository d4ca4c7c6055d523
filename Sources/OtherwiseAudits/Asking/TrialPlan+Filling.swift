import OtherwiseModels

/// A prompt whose places are filled in, with the answers that may follow.
struct FilledPrompt: Sendable {
    let prompt: Prompt
    /// What may follow for each option, in the order in which the item has them.
    let answers: [String]
    /// The numbers of the options as they are shown.
    let order: [Int]
}

extension TrialPlan {
    /// - Throws: `AuditError.badTemplate` naming the item and the field that nobody sets.
    func filled(_ item: AuditItem, _ variant: AuditVariant, order: Int) throws(AuditError) -> FilledPrompt {
        let orders = orders(of: item), order = orders[min(order, orders.count - 1)]
        do {
            let shown = try shownOptions(item, variant)
            let values = try values(item, variant, order: order, shown: shown)
            let prompt = try (variant.prompt ?? audit.prompt).filled(values)
            return FilledPrompt(prompt: prompt, answers: answers(of: item, order: order), order: order)
        } catch {
            throw error.at("Item '\(item.id)', variant '\(variant.name)'")
        }
    }

    private func answers(of item: AuditItem, order: [Int]) -> [String] {
        switch audit.answer.labels {
        case .none: item.options.map { audit.answer.lead + $0 }
        case .letters: item.options.indices.map { audit.answer.lead + letter(of: $0, order) }
        }
    }

    private func letter(of option: Int, _ order: [Int]) -> String {
        order.firstIndex(of: option).map(OptionLetter.letter) ?? ""
    }

    /// The options' texts as they are shown, in the order in which the item has them.
    private func shownOptions(_ item: AuditItem, _ variant: AuditVariant) throws(AuditError) -> [String] {
        var shown = item.options
        var values = fields(of: item)
        for (option, text) in [(item.right, variant.shownRight), (item.target, variant.shownTarget)] {
            guard let option, let text else { continue }
            values["option"] = item.options[option]
            shown[option] = try text.filled(values)
        }
        return shown
    }

    /// What the item's fields say, and the defaults of those that it does not have.
    private func fields(of item: AuditItem) -> [String: String] {
        var values = audit.defaults.merging(item.fields) { $1 }
        if let right = item.right { values["right"] = item.options[right] }
        if let target = item.target { values["wrong"] = item.options[target] }
        return values
    }

    /// What every field says; the variant's own go before those of the item.
    private func values(
        _ item: AuditItem, _ variant: AuditVariant, order: [Int], shown: [String]
    ) throws(AuditError) -> [String: String] {
        var values = fields(of: item)
        if let right = item.right { values["right_label"] = letter(of: right, order) }
        if let target = item.target { values["wrong_label"] = letter(of: target, order) }
        values["options"] = order.enumerated().map { place, option in
            audit.answer.labels == .letters ? "\(OptionLetter.letter(place)): \(shown[option])" : shown[option]
        }.joined(separator: "\n")
        values["labels"] = order.indices.map(OptionLetter.letter).formatted
        let base = values
        for (name, wordings) in variant.fields.sorted(by: { $0.key < $1.key }) {
            var generator = generator("wording", item.id, variant.name, name)
            let wording = wordings.randomElement(using: &generator) ?? ""
            values[name] = try PromptText(wording).filled(base)
        }
        return values
    }
}

extension [String] {
    /// `A, B or C`.
    fileprivate var formatted: String {
        count < 2 ? first ?? "" : dropLast().joined(separator: ", ") + " or " + self[count - 1]
    }
}
