extension System {
    /// DCD (2025, arXiv 2504.08809).
    static let dcd = System(
        number: 32, name: "DCD", question: .contrast, modality: .image, engine: .torch,
        asks: "How do pairs of good and bad answers reduce hallucination without hurting what a model does already?",
        composition: Composition(
            world: "vision-language model", act: "learned negative image projection", compared: "token logits"),
        assumption: "Rejected answers show how the model hallucinates.",
        source: Source(
            title:
                "Decoupling Contrastive Decoding: Robust Hallucination Mitigation in Multimodal Large Language Models",
            year: 2025, arXiv: "2504.08809"))
}
