extension System {
    /// DeGF (2025, arXiv 2502.06130).
    static let deGF = System(
        number: 21, name: "DeGF", question: .contrast, modality: .image, engine: .torch,
        asks: "Does a drawing of what the model described agree with the picture it described, word by word?",
        composition: Composition(
            world: "image + answer", act: "regenerate the image from the answer", compared: "token logits"),
        assumption: "The text-to-image model draws what the description says.",
        source: Source(
            title:
                "Self-Correcting Decoding with Generative Feedback for Mitigating Hallucinations in Large Vision-Language Models",
            year: 2025, arXiv: "2502.06130"))
}
