extension System {
    /// POPEv2 + Obliviate (2025, arXiv 2508.04567).
    static let popeObliviate = System(
        number: 3, name: "POPEv2 + Obliviate", question: .contrast, modality: .image, engine: .torch,
        asks: "Does the model still see the object after it is painted over, and how is it untaught cheaply?",
        composition: Composition(
            world: "image with masks", abduct: "scene", act: "mask an object", compared: "yes/no answer"),
        assumption: "Painting over removes all evidence of the object and nothing else.",
        source: Source(
            title: "Analyzing and Mitigating Object Hallucination: A Training Bias Perspective", year: 2025,
            arXiv: "2508.04567"))
}
