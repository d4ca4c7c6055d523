extension System {
    /// MCD (2023, arXiv 2305.11308).
    static let mcd = System(
        number: 29, name: "MCD", question: .whatWouldItTake, modality: .table, engine: .native,
        asks:
            "What is the smallest set of changes to this design that meets all of these targets, and which trade-offs are there?",
        composition: Composition(
            world: "design space", act: "multi-objective search", compared: "predicted performance"),
        assumption: "The evaluator is right wherever the search goes; staying near known designs keeps it there.",
        source: Source(title: "Multi-Objective Counterfactuals for Design", year: 2023, arXiv: "2305.11308"),
        usage: [
            "otherwise design --model safety=S.onnx --model weight=W.onnx --data D.csv --row 0 --target \"safety >= 1.5\" --target \"minimise weight\"",
            "let problem = try DesignProblem(designs: designs, outputs: outputs, query: query,",
            "    targets: DesignTargets([\"safety >= 1.5\", \"minimise weight\"]), evaluator: simulator)",
            "var search = DesignSearch(problem, seed: 1)",
            "try await search.generate(50)",
            "let ways = try search.sample(5, DesignPreferences(weights: [\"weight\": 10]))",
        ],
        check: MCDCheck()
    )
}
