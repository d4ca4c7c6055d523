public import OtherwiseAudits

extension Flip {
    /// The prompt as it stands beside the edited one, in the form in which Otherwise writes pairs; `nil` where no edit
    /// was found.
    ///
    /// The variants are that of the audit and the edits in words. Another order of the options or another system leaves
    /// the right answer what it is; other words and facts need not, and nothing is said to be right of them.
    ///
    /// - Parameter prompt: The one that was searched.
    public func pair(of prompt: EditablePrompt) -> PairRecord? {
        guard let counterfactual else { return nil }
        let item = prompt.item
        let keepsRight = edits.allSatisfy { [.order, .system].contains($0.kind) }
        let edited = keepsRight ? item : AuditItem(id: item.id, cluster: item.cluster, options: item.options)
        return PairRecord(
            of: item,
            factual: PairRecord.Side(factual.outcome(among: options), of: item, as: prompt.audit.variants[0].name),
            counterfactual: PairRecord.Side(
                counterfactual.outcome(among: options), of: edited,
                as: edits.map(\.description).joined(separator: "; ")))
    }
}

extension Flip.Answer {
    fileprivate func outcome(among options: [String]) -> TrialOutcome {
        TrialOutcome(
            prompt: prompt, scores: scores, text: text, chosen: option.flatMap { options.firstIndex(of: $0) })
    }
}
