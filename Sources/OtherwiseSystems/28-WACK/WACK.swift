extension System {
    /// WACK (2024, arXiv 2410.22071).
    static let wack = System(
        number: 28, name: "WACK", question: .contrast, modality: .text, engine: .llama,
        asks: "Did the model get this wrong because it does not know, or although it knows?",
        composition: Composition(
            world: "closed-book question", abduct: "does the model know?", act: "change the setting", compared: "answer"
        ),
        assumption: "A model knows what it answers rightly in every one of a few samples.",
        source: Source(
            title: "Distinguishing Ignorance from Error in LLM Hallucinations", year: 2024, arXiv: "2410.22071"))
}
