import OtherwiseAudits

extension Audit {
    /// Checks that a server can tell what is asked.
    ///
    /// - Parameter wayOut: What to do instead; `nil` for the line to write in the audit.
    /// - Throws: `AuditError` for likelihoods within conversations, which no server tells.
    func checkServedScoring(orElse wayOut: String? = nil) throws(AuditError) {
        guard answer.asksLikelihoods, ([prompt] + variants.compactMap(\.prompt)).contains(where: \.isChat) else {
            return
        }
        let form = "labels: \(answer.labels.rawValue), orders: \(answer.orders.rawValue)"
        let line =
            "Write `answer: {by: generation, \(form)}` in a copy of the audit, or give the prompt as plain text"
        throw AuditError(
            .badDesign, "likelihoods of answers are asked for in a conversation, which a server does not tell",
            hint: "\(wayOut ?? line); a GGUF file (--model) is asked as it is")
    }
}
