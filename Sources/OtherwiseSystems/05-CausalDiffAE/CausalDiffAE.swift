extension System {
    /// CausalDiffAE (2024, arXiv 2404.17735).
    static let causalDiffAE = System(
        number: 5, name: "CausalDiffAE", question: .whatIf, modality: .image, engine: .torch,
        asks: "What would this picture have been had one of its causes been set otherwise?",
        composition: Composition(
            world: "diffusion autoencoder with causal latents", abduct: "encode, invert DDIM", act: "do(latent)",
            compared: "image"),
        assumption: "The causal graph over the labelled causes is right and leaves no confounder out.",
        source: Source(
            title: "Causal Diffusion Autoencoders: Toward Counterfactual Generation via Diffusion Probabilistic Models",
            year: 2024, arXiv: "2404.17735"))
}
