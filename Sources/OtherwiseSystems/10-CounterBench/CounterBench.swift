extension System {
    /// CounterBench + CoIn (2025, arXiv 2502.11008).
    static let counterBench = System(
        number: 10, name: "CounterBench + CoIn", question: .whatIf, modality: .causalModel, engine: .native,
        asks: "Would Y occur if not X, in a system of rules that is described in words?",
        composition: Composition(
            world: "formal causal model", abduct: "exogenous values", act: "do", compared: "query's truth"),
        assumption: "The text states all rules, and every variable is true exactly when its rule makes it so.",
        source: Source(
            title: "CounterBench: A Benchmark for Counterfactuals Reasoning in Large Language Models", year: 2025,
            arXiv: "2502.11008"),
        usage: [
            "otherwise systems check 10", "otherwise systems check 10 --items items.jsonl",
            "RuleQuestion(description: \"We know that A causes B.\", question: \"Would B occur if not A?\").solution()",
        ], check: CounterBenchCheck())
}
