extension System {
    /// Critique-RL (2025, arXiv 2510.24320).
    static let critiqueRL = System(
        number: 38, name: "Critique-RL", question: .contrast, modality: .text, engine: .torch,
        asks: "What would the actor answer with a critique, and what without: does the critique help?",
        composition: Composition(world: "answer + critique", act: "refine under a critique", compared: "correctness"),
        assumption: "Whether an answer is right can be checked.",
        source: Source(
            title: "Critique-RL: Training Language Models for Critiquing through Two-Stage Reinforcement Learning",
            year: 2025, arXiv: "2510.24320"))
}
