extension System {
    /// CausaLM (2020, arXiv 2005.13407).
    static let causaLM = System(
        number: 15, name: "CausaLM", question: .contrast, modality: .text, engine: .torch,
        asks:
            "How much does a text classifier's decision depend on a concept that its representation is made to forget?",
        composition: Composition(
            world: "text classifier", act: "remove a concept from the representation", compared: "classifier"),
        assumption: "The causal graph of concept, confounders, text and label is known.",
        source: Source(
            title: "CausaLM: Causal Model Explanation Through Counterfactual Language Models", year: 2020,
            arXiv: "2005.13407"))
}
