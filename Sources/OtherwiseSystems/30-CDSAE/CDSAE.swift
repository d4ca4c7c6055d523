extension System {
    /// CDSAE (2023, arXiv 2309.13005).
    static let cdsae = System(
        number: 30, name: "CDSAE", question: .whatIf, modality: .tableSequence, engine: .torch,
        asks: "Would this decision have differed had the person belonged to the other group, next year?",
        composition: Composition(
            world: "sequence of domains", abduct: "disentangled latents", act: "flip the sensitive attribute",
            compared: "prediction"),
        assumption: "What the sensitive attribute causes can be told from what it does not, and domains change slowly.",
        source: Source(
            title: "Pursuing Counterfactual Fairness via Sequential Autoencoder Across Domains", year: 2023,
            arXiv: "2309.13005"))
}
