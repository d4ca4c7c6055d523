extension System {
    /// Long-tailed bias (2025, arXiv 2501.15955).
    static let longTailedBias = System(
        number: 36, name: "Long-tailed bias", question: .contrast, modality: .image, engine: .torch,
        asks: "Which classes are weak because they were rare in pre-training, and how are they adjusted for?",
        composition: Composition(
            world: "fine-tuned model", abduct: "incomplete semantic factor", act: "back-door adjustment",
            compared: "class scores"),
        assumption: "The confounding semantic factor is seen whole by several pre-trained models together.",
        source: Source(
            title: "Rethinking the Bias of Foundation Model under Long-tailed Distribution", year: 2025,
            arXiv: "2501.15955"))
}
