import ArgumentParser
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular

/// `otherwise menu`: which combinations of features lead to the wanted outcome, and which provably cannot.
struct MenuCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "menu",
        abstract: "Lists every way that changes a few features: what each costs, and which provably cannot work.",
        discussion: """
            Every combination of at most --size features is settled: its cheapest change, the proof that none works, or \
            that neither was found before the search had to end. Impossible is proved of the features named, all others \
            staying as they are; with --plausible, of changes that are as ordinary as was asked. A menu that is interrupted shows what is known by then.

            EXAMPLES
              otherwise menu --model model.onnx --data data.csv \\
                --row 17 --want ">50K"
              otherwise menu --model model.onnx --data data.csv --row 17 --want ">50K" \\
                --size 3 --schema schema.yml --format html --output menu.html
              otherwise menu --model model.onnx --data applicant.csv --row 0 \\
                --want approved --reference training.csv --plausible 0.2

            \(Ending.help)
            """)

    @OptionGroup(title: "Model and data") var input: InputOptions
    @OptionGroup(title: "Model and data") var limits: SchemaOptions
    @OptionGroup(title: "Question") var wanted: GoalOptions
    @OptionGroup(title: "Question") var question: MenuQuestion
    @OptionGroup(title: "Qualities") var qualities: ReferenceOptions
    @OptionGroup(title: "Result") var result: PageResult
    @OptionGroup var talk: TalkOptions

    func run() async throws {
        let inputs = [input.model.model, input.data, limits.schema].compactMap(\.self) + qualities.files
        let output = try Output(result.output, sparing: inputs)
        let task = try qualities.widened(await input.task(schema: limits.schema))
        let goal = try wanted.goal(for: task.model.output)
        let row = try task.row(question.row)
        let explainer = try await qualities.explainer(of: task, question.settings)
        talk.remark("strategy: \(explainer.strategyName)\(explainer.opacity.map { " (\($0))" } ?? "")")
        let progress = CountLine(of: "combinations", talk: talk)
        let (menu, isInterrupted) = try await Interruption.cancelling {
            let menu = try await explainer.menu(
                of: row, number: question.row, to: goal, size: question.size, within: question.timeLimit
            ) { progress.show($0.settled, of: $0.total) }
            return (menu, Task.isCancelled)
        }
        progress.finish()
        try write(menu, explainer: explainer, to: output)
        if isInterrupted { throw Ending.interrupted }
        if menu.status != .found { throw Ending.noneFound }
    }

    private func write(_ menu: Menu, explainer: Explainer, to output: Output) throws {
        switch result.format {
        case .table:
            let text = MenuText(menu, reasonWithoutProof: explainer.opacity, style: output.style).text
            let notes = talk.quiet ? [] : (menu.notes ?? []).map { output.style.faint("Note: \($0).") + "\n" }
            try output.show(text + notes.joined())
        case .json: try output.write(ExplanationJSON.document(menu))
        case .html: try output.write(MenuReport.html(menu))
        }
    }
}

/// Whose menu, and what a search may spend.
struct MenuQuestion: ParsableArguments {
    @Option(parsing: .unconditional, help: "The row to ask about, counted from 0.")
    var row: Int

    @Option(help: "The most features that change at once.")
    var size = 2

    @Option(
        help: ArgumentHelp(
            "What a change costs, as for 'otherwise explain'. (default: l1)", valueName: "cost"),
        completion: .list(["l0", "l1", "l2", "gower", "lexicographic"]), transform: CostArgument.cost)
    var cost: Cost?

    @Option(
        help: ArgumentHelp(
            "What all searches together may take, such as 30s or 5m; what is not settled by then stays open. (default: no limit)",
            valueName: "time"),
        transform: DurationArgument.duration)
    var timeLimit: Duration?

    @Option(help: "How many boxes the search for one combination may open.")
    var nodeLimit = 20_000

    @Option(help: "How many rows the search for one combination may put to the model; exact searches put none.")
    var rowLimit = 5_000

    @Option(help: "How answers are searched, as for 'otherwise explain'.")
    var strategy = StrategyChoice.auto

    @Option(parsing: .unconditional, help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    func validate() throws {
        if size < 1 { throw ValidationError("--size is \(size). Ask for at least 1 feature at once.") }
        if nodeLimit < 1 { throw ValidationError("--node-limit is \(nodeLimit). Allow at least 1 box.") }
        if rowLimit < 1 { throw ValidationError("--row-limit is \(rowLimit). Allow at least 1 row.") }
    }

    var settings: Explainer.Settings {
        Explainer.Settings(
            cost: cost ?? .l1(), budget: SearchBudget(nodes: nodeLimit, modelRows: rowLimit), seed: seed,
            strategy: strategy)
    }
}
