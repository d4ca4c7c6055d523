extension System {
    /// DEER-3D (2025, arXiv 2511.14086).
    static let deer3D = System(
        number: 22, name: "DEER-3D", question: .whatWouldItTake, modality: .scene, engine: .torch,
        asks:
            "Which part of the sentence does a grounding model misread, and which minimal edit of the scene isolates it?",
        composition: Composition(
            world: "3D scene", abduct: "scene", act: "smallest recolour or move that exposes an error",
            compared: "grounding"),
        assumption: "The instruction decomposes into predicates that can be asked one by one.",
        source: Source(
            title: "Error-Driven Scene Editing for 3D Grounding in Large Language Models", year: 2025,
            arXiv: "2511.14086"))
}
