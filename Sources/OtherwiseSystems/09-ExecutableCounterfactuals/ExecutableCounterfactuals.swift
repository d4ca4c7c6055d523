extension System {
    /// Executable counterfactuals (2025, arXiv 2510.01539).
    static let executableCounterfactuals = System(
        number: 9, name: "Executable counterfactuals", question: .whatIf, modality: .code, engine: .native,
        asks: "What would this run have returned with another input, everything hidden being the same?",
        composition: Composition(
            world: "program", abduct: "inputs from outputs", act: "change an input or a line", compared: "re-run"),
        assumption: "The hidden value is drawn once from a known finite domain and is the same in both runs.",
        source: Source(
            title: "Executable Counterfactuals: Improving LLMs' Causal Reasoning Through Code", year: 2025,
            arXiv: "2510.01539"),
        usage: [
            "otherwise systems check 09", "otherwise systems check 09 --items items.jsonl",
            "ProgramWorld(program, hidden: [\"r\": 1...30]).whatIf(record, under: .inputs([\"x\": 7]))",
        ], check: ExecutableCounterfactualsCheck())
}
