extension System {
    /// Panoptic patch learning (2025, arXiv 2504.01396).
    static let panoptic = System(
        number: 16, name: "Panoptic patch learning", question: .contrast, modality: .image, engine: .torch,
        asks:
            "Does the detector of generated images rely on only a few places, and what would it say if those were different?",
        composition: Composition(
            world: "image in patches", act: "replace patches real/synthetic", compared: "detector per patch"),
        assumption: "Masking a patch removes its evidence without adding evidence of its own.",
        source: Source(
            title:
                "All Patches Matter, More Patches Better: Enhance AI-Generated Image Detection via Panoptic Patch Learning",
            year: 2025, arXiv: "2504.01396"))
}
