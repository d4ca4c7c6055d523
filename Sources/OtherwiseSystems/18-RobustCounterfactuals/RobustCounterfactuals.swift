extension System {
    /// Robust counterfactuals (2023, arXiv 2305.11997).
    static let robustCounterfactuals = System(
        number: 18, name: "Robust counterfactuals", question: .whatWouldItTake, modality: .table, engine: .native,
        asks:
            "What should I change to get the other decision, so that the advice still works after the model is retrained?",
        composition: Composition(
            world: "table", act: "search with a stability term", compared: "family of changed models"),
        assumption: "A retrained model agrees with this one on average, and varies little where there are data.",
        source: Source(
            title: "Robust Counterfactual Explanations for Neural Networks With Probabilistic Guarantees", year: 2023,
            arXiv: "2305.11997"),
        usage: ["otherwise explain --model M.onnx --data D.csv --row 17 --want accepted --robust 0.85"],
        check: RetrainingCheck())
}
