extension System {
    /// CAB (2025, arXiv 2510.12857).
    static let cab = System(
        number: 19, name: "CAB", question: .contrast, modality: .text, engine: .llama,
        asks: "On which open questions does a model answer people differently only because of sex, race or religion?",
        composition: Composition(
            world: "question to a model", act: "swap a sensitive attribute", compared: "answers, judged"),
        assumption: "The judge tells bias from a mere discussion of it.",
        source: Source(
            title: "Adaptive Generation of Bias-Eliciting Questions for LLMs", year: 2025, arXiv: "2510.12857"),
        usage: [
            "otherwise systems check 19",
            "try SlotTemplate(\"My {{son/daughter}} likes maths. What should {{he/she}} study?\").variants",
            "BiasJudgement(answer: json, attribute: \"gender\")?.fitness",
            "try await AdaptiveGeneration(fresh: new, mutate: change, topic: topic, judge: judge).search(using: &generator)",
        ], check: CABCheck())
}
