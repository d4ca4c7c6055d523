extension System {
    /// Forgery counterfactuals (2024, arXiv 2404.08341).
    static let forgeryCounterfactuals = System(
        number: 17, name: "Forgery counterfactuals", question: .whatWouldItTake, modality: .image, engine: .torch,
        asks: "What exactly in this picture made the detector call it fake, and would other detectors agree?",
        composition: Composition(
            world: "face latent space", abduct: "invert the generator", act: "adversarial latent edit",
            compared: "detector"),
        assumption: "The inverted picture still looks fake to the detector.",
        source: Source(
            title: "Counterfactual Explanations for Face Forgery Detection via Adversarial Removal of Artifacts",
            year: 2024, arXiv: "2404.08341"))
}
