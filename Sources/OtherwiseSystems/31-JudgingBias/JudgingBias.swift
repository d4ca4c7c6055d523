extension System {
    /// Judging bias (2025, arXiv 2504.09946).
    static let judgingBias = System(
        number: 31, name: "Judging bias", question: .contrast, modality: .text, engine: .llama,
        asks: "Would a language-model judge have decided otherwise if an irrelevant cue had not been there?",
        composition: Composition(
            world: "judge model", act: "bandwagon, authority, position, distraction", compared: "verdict"),
        assumption: "The cue says nothing about which answer is better.",
        source: Source(
            title: "Assessing Judging Bias in Large Reasoning Models: An Empirical Study", year: 2025,
            arXiv: "2504.09946"),
        usage: ["otherwise audit Examples/audits/judging-bias.yml --model model.gguf", "AuditAnalysis.report(model:)"],
        check: JudgingBiasCheck())
}
