extension System {
    /// WAFER-QA (2025, arXiv 2506.03332).
    static let waferQA = System(
        number: 27, name: "WAFER-QA", question: .contrast, modality: .trace, engine: .llama,
        asks: "How often does an agent abandon a right answer when its judge is wrong, or lies with citations?",
        composition: Composition(
            world: "agent with a judge", act: "swap the judge (intent × knowledge)", compared: "agent's answer"),
        assumption: "All but the judge's feedback is the same in both runs.",
        source: Source(
            title: "Helpful Agent Meets Deceptive Judge: Understanding Vulnerabilities in Agentic Workflows",
            year: 2025, arXiv: "2506.03332"),
        usage: [
            "otherwise audit Examples/audits/deceptive-judge.yml --model model.gguf", "AuditAnalysis.report(model:)",
        ],
        check: WAFERQACheck())
}
