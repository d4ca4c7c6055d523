extension System {
    /// A2P (2025, arXiv 2509.10401).
    static let a2p = System(
        number: 34, name: "A2P", question: .whatIf, modality: .trace, engine: .native,
        asks: "Which step of a failed run is to blame, and what minimal change there would have saved it?",
        composition: Composition(
            world: "agent trace", abduct: "hidden root cause", act: "replace a step", compared: "re-run trace"),
        assumption: "The hidden causes of a step persist when it is replaced and the rest is run again.",
        source: Source(
            title:
                "Abduct, Act, Predict: Scaffolding Causal Inference for Automated Failure Attribution in Multi-Agent Systems",
            year: 2025, arXiv: "2509.10401"),
        usage: [
            "otherwise systems check 34", "otherwise systems check 34 --items runs.jsonl", "otherwise blame runs.jsonl",
            "otherwise blame runs.jsonl --endpoint http://localhost:8080/v1 --endpoint-model NAME",
            "world.attribution(of: run, steps: 12).answer",
        ], check: A2PCheck())
}
