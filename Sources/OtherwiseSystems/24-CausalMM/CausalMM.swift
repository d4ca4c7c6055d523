extension System {
    /// CausalMM (2024, arXiv 2410.04780).
    static let causalMM = System(
        number: 24, name: "CausalMM", question: .contrast, modality: .image, engine: .torch,
        asks: "What would a vision-language model have said had its attention been meaningless?",
        composition: Composition(
            world: "vision-language model", act: "do(attention), visual and language", compared: "token logits"),
        assumption: "The replaced attention stands for what the model says without looking.",
        source: Source(
            title:
                "Mitigating Modality Prior-Induced Hallucinations in Multimodal Large Language Models via Deciphering Attention Causality",
            year: 2024, arXiv: "2410.04780"))
}
