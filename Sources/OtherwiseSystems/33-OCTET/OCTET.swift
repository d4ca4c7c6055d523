extension System {
    /// OCTET (2022, arXiv 2211.12380).
    static let octet = System(
        number: 33, name: "OCTET", question: .whatWouldItTake, modality: .scene, engine: .torch,
        asks: "Which object in this scene, moved or restyled how, would change the model's decision?",
        composition: Composition(
            world: "scene of objects", abduct: "invert to object latents", act: "move, restyle an object",
            compared: "decision model"),
        assumption: "The scene decomposes into objects that can be rendered again.",
        source: Source(title: "OCTET: Object-aware Counterfactual Explanations", year: 2022, arXiv: "2211.12380"))
}
