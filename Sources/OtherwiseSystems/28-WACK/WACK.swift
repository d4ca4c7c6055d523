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
            title: "Distinguishing Ignorance from Error in LLM Hallucinations", year: 2024, arXiv: "2410.22071"),
        usage: [
            "otherwise systems check 28", "otherwise systems check 28 --items labels.jsonl",
            "try await KnowledgeTest().outcomes(of: items, model, neutral: .goodExamples(three), other: .badExamples(three))",
        ], check: WACKCheck(),
        shortfall:
            "The published labels are reproduced, and in a small model whose knowledge was set it is found what it knows, loses after wrong examples and does not know; but SmolLM2-135M knows 34 of the 1,750 questions that come with the package and 55 of all 5,905 of the published set, where 60 are asked for: how many of them a real model loses is not shown at this size."
    )
}
