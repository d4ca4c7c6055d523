extension System {
    /// ILD (2023, arXiv 2306.11281).
    static let ild = System(
        number: 2, name: "ILD", question: .whatIf, modality: .image, engine: .torch,
        asks: "What would this very sample have looked like had it been generated in another domain?",
        composition: Composition(
            world: "invertible latent causal model per domain", abduct: "invert", act: "swap the domain's mechanisms",
            compared: "observation"),
        assumption:
            "Domains share one invertible decoder and one exogenous noise, and differ in few latent mechanisms.",
        source: Source(
            title: "Towards Characterizing Domain Counterfactuals for Invertible Latent Causal Models", year: 2023,
            arXiv: "2306.11281"))
}
