extension System {
    /// DISCO (2022, arXiv 2212.10534).
    static let disco = System(
        number: 8, name: "DISCO", question: .whatWouldItTake, modality: .text, engine: .llama,
        asks:
            "What is the smallest phrase change of this sentence pair that an independent teacher agrees makes the wanted label?",
        composition: Composition(world: "sentence pair", act: "replace a span, filter by a teacher", compared: "label"),
        assumption: "The teacher's errors are independent of the generator's.",
        source: Source(
            title: "DISCO: Distilling Counterfactuals with Large Language Models", year: 2022, arXiv: "2212.10534"))
}
