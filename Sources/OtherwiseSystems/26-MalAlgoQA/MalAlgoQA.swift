extension System {
    /// MalAlgoQA (2024, arXiv 2407.00938).
    static let malAlgoQA = System(
        number: 26, name: "MalAlgoQA", question: .contrast, modality: .text, engine: .native,
        asks: "Which flawed line of reasoning would have produced this wrong answer?",
        composition: Composition(
            world: "worked question", abduct: "flawed path of reasoning", act: "choose the wrong answer it leads to",
            compared: "model's choice"),
        assumption: "Each wrong answer has one flawed line of reasoning that leads to it.",
        source: Source(
            title:
                "MalAlgoQA: Pedagogical Evaluation of Counterfactual Reasoning in Large Language Models and Implications for AI in Education",
            year: 2024, arXiv: "2407.00938"),
        usage: [
            "otherwise systems check 26", "otherwise systems check 26 --items questions.jsonl",
            "MalgorithmWorld(procedures).abduct(.init(numbers: [\"a\": 1, \"b\": 2, \"c\": 2, \"d\": 3], answer: 0.6))",
        ], check: MalAlgoQACheck())
}
