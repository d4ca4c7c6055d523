extension System {
    /// DualityForge + DNA-Train (2025, arXiv 2512.24271).
    static let dualityForge = System(
        number: 4, name: "DualityForge + DNA-Train", question: .contrast, modality: .video, engine: .torch,
        asks: "Does the model answer from the pixels on both the ordinary and the edited clip?",
        composition: Composition(
            world: "video", abduct: "scene", act: "edit objects, physics, common sense", compared: "answer"),
        assumption: "The edit changes what its context says and leaves the rest of the clip alone.",
        source: Source(
            title: "Taming Hallucinations: Boosting MLLMs' Video Understanding via Counterfactual Video Generation",
            year: 2025, arXiv: "2512.24271"))
}
