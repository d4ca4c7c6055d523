extension System {
    /// LIBERTy (2026, arXiv 2601.10700).
    static let liberty = System(
        number: 20, name: "LIBERTy", question: .contrast, modality: .text, engine: .native,
        asks: "How well do the effects that an explanation method claims match the true effects of concepts?",
        composition: Composition(
            world: "causal model of a text", abduct: "exogenous values", act: "do(concept)",
            compared: "text → classifier"),
        assumption: "The structural causal model made the texts, so that its noise can be used again.",
        source: Source(
            title:
                "LIBERTy: A Causal Framework for Benchmarking Concept-Based Explanations of LLMs with Structural Counterfactuals",
            year: 2026, arXiv: "2601.10700"))
}
