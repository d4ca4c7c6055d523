extension System {
    /// InfoPO (2026, arXiv 2603.00656).
    static let infoPO = System(
        number: 1, name: "InfoPO", question: .contrast, modality: .dialogue, engine: .llama,
        asks: "Which turns of a dialogue obtained information, and how should that change what the agent learns?",
        composition: Composition(
            world: "dialogue", abduct: "transcript so far", act: "withhold a turn's feedback",
            compared: "next-action distribution"),
        assumption:
            "The placeholder that stands for the withheld feedback carries no information of its own. A turn that was measured to obtain nothing is compared with the others; the published code leaves it out.",
        source: Source(
            title: "InfoPO: Information-Driven Policy Optimization for User-Centric Agents", year: 2026,
            arXiv: "2603.00656"),
        usage: [
            "otherwise systems check 01",
            "let gain = try await InformationGain(of: rollout, placeholder: tokens, under: policy)",
            "TurnCredit(rollouts, gains: gains).advantages",
        ], check: InfoPOCheck())
}
