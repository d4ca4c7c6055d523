extension System {
    /// KL-tracing (2025, arXiv 2507.09082).
    static let klTracing = System(
        number: 35, name: "KL-tracing", question: .contrast, modality: .video, engine: .torch,
        asks: "Where does this point go in the next frame?",
        composition: Composition(
            world: "video", abduct: "frames", act: "tracer in the first frame", compared: "next-frame distribution"),
        assumption: "A small tracer moves with what it is put on, and moves nothing.",
        source: Source(
            title: "Taming generative video models for zero-shot optical flow extraction", year: 2025,
            arXiv: "2507.09082"))
}
