extension System {
    /// Alterfactual (2024, arXiv 2405.05295).
    static let alterfactual = System(
        number: 12, name: "Alterfactual", question: .whatWouldItTake, modality: .image, engine: .torch,
        asks: "What could change completely without changing the decision?",
        composition: Composition(
            world: "image generator", abduct: "encode", act: "change all that is irrelevant, keep the decision",
            compared: "classifier"),
        assumption: "An equal distance to the decision boundary can be read off the classifier's last features.",
        source: Source(
            title: "Relevant Irrelevance: Generating Alterfactual Explanations for Image Classifiers", year: 2024,
            arXiv: "2405.05295"))
}
