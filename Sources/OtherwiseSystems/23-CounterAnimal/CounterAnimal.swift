extension System {
    /// CounterAnimal (2024, arXiv 2403.11497).
    static let counterAnimal = System(
        number: 23, name: "CounterAnimal", question: .contrast, modality: .image, engine: .onnxRuntime,
        asks: "Would the model still name the animal if only the background were different?",
        composition: Composition(world: "image", act: "change the background", compared: "zero-shot class"),
        assumption: "The easy and the hard pictures of a class differ in their background alone.",
        source: Source(
            title: "Do CLIPs Always Generalize Better than ImageNet Models?", year: 2024, arXiv: "2403.11497"))
}
