extension System {
    /// ACQUIRED (2023, arXiv 2311.01620).
    static let acquired = System(
        number: 14, name: "ACQUIRED", question: .contrast, modality: .video, engine: .torch,
        asks:
            "How well does a model answer what-would-have-happened questions about a video, beyond what the words give away?",
        composition: Composition(world: "video", act: "ask the counterfactual question", compared: "answer pair"),
        assumption: "The two answers of a pair are equally likely from the words alone.",
        source: Source(
            title: "ACQUIRED: A Dataset for Answering Counterfactual Questions In Real-Life Videos", year: 2023,
            arXiv: "2311.01620"))
}
