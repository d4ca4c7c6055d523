public import OtherwiseAudits

extension EditablePrompt {
    /// A question of one's own, whose words may be edited.
    ///
    /// - Parameters:
    ///   - prompt: What is asked.
    ///   - options: The answers that it may have, two or more.
    ///   - fields: What stands in the fields of the prompt, by name.
    ///   - answer: How the answer is had and read.
    ///   - choices: What may be edited.
    ///   - seed: Of the model's draws.
    /// - Throws: `AuditError` for a field that nothing sets, and where there is nothing to edit.
    public init(
        asking prompt: PromptTemplate, options: [String], fields: [String: String] = [:],
        answer: AnswerForm = AnswerForm(means: .generation(.init(maximumTokens: 16))),
        choices: EditChoices = EditChoices(), seed: UInt64 = 0
    ) throws(AuditError) {
        let audit = Audit(
            "question", prompt: prompt, defaults: fields, answer: answer, variants: [AuditVariant("as it stands")],
            repeats: 0)
        try self.init(
            audit, AuditItem(id: "question", options: options), choices: choices, seed: seed, editsPrompt: true)
    }
}
