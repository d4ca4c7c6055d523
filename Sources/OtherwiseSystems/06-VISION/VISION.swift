extension System {
    /// VISION (2025, arXiv 2508.18933).
    static let vision = System(
        number: 6, name: "VISION", question: .whatWouldItTake, modality: .code, engine: .torch,
        asks:
            "Which statements decide that a function is vulnerable, and what minimal edit flips the verdict for a real reason?",
        composition: Composition(world: "source code", act: "smallest edit that flips the label", compared: "detector"),
        assumption: "The validity gates accept an edit only if it changes what the code does.",
        source: Source(
            title: "Robust and Interpretable Code Vulnerability Detection Leveraging Counterfactual Augmentation",
            year: 2025, arXiv: "2508.18933"))
}
