extension System {
    /// Hateful illusions (2025, arXiv 2507.22617).
    static let hatefulIllusions = System(
        number: 25, name: "Hateful illusions", question: .contrast, modality: .image, engine: .onnxRuntime,
        asks:
            "Would this picture still look harmless if its fine detail were removed: is a second picture hidden in it?",
        composition: Composition(world: "image", act: "embed a hidden message; blur, scale", compared: "moderator"),
        assumption: "A hidden message lives in the low frequencies of the picture.",
        source: Source(
            title: "Hate in Plain Sight: On the Risks of Moderating AI-Generated Hateful Illusions", year: 2025,
            arXiv: "2507.22617"))
}
