extension System {
    /// InfoPO (2026, arXiv 2603.00656).
    static let infoPO = System(
        number: 1, name: "InfoPO", question: .contrast, modality: .dialogue, engine: .llama,
        asks: "Which turns of a dialogue obtained information, and how should that change what the agent learns?",
        composition: Composition(
            world: "dialogue", abduct: "transcript so far", act: "withhold a turn's feedback",
            compared: "next-action distribution"),
        assumption: "The placeholder that stands for the withheld feedback carries no information of its own.",
        source: Source(
            title: "InfoPO: Information-Driven Policy Optimization for User-Centric Agents", year: 2026,
            arXiv: "2603.00656"),
        usage: [
            "otherwise systems check 01",
            "let gain = try await InformationGain(of: rollout, placeholder: tokens, under: policy)",
            "TurnCredit(rollouts, gains: gains).advantages",
        ], check: InfoPOCheck(),
        shortfall:
            "By the published rule, which leaves turns that obtained nothing out of the comparison, it won 0.95 times as often as GRPO where 1.5 is asked; with them compared, 2.31, 1.84 and 2.13 times on seeds 0, 1 and 2. No real model is trained."
    )
}
