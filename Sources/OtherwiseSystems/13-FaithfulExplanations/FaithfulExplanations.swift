extension System {
    /// Faithful explanations (2023, arXiv 2310.00603).
    static let faithfulExplanations = System(
        number: 13, name: "Faithful explanations", question: .contrast, modality: .text, engine: .native,
        asks: "How much would this prediction change if one concept of the text were another, all else as it is?",
        composition: Composition(
            world: "text", act: "change one concept, confounders held; or match", compared: "classifier"),
        assumption: "The confounders of the concept are named and labelled.",
        source: Source(
            title: "Faithful Explanations of Black-box NLP Models Using LLM-generated Counterfactuals", year: 2023,
            arXiv: "2310.00603"))
}
