import ArgumentParser
import OtherwiseCore
import OtherwiseTabular

/// `otherwise explain`: the cheapest change that makes the model decide otherwise.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says what it would take: the cheapest change of a row that makes the model decide otherwise.",
        discussion: """
            Rows count from 0, the header apart. A class that the model calls exactly as --want says always wins: \
            ">50K" is a class where there is one. Many rows (--rows) are written as CSV or JSON lines, in their order; \
            a run that was interrupted goes on with --resume and then holds the same bytes as one that was not. \
            Beside the file lies FILE.provenance.json, which says what it was made from.

            EXAMPLES
              otherwise explain --model model.onnx --data data.csv \\
                --row 17 --want ">50K"
              otherwise explain --model model.onnx --data data.csv \\
                --row 17 --want "not denied" --schema schema.yml --count 3
              otherwise explain --model model.onnx --data applicant.csv \\
                --reference training.csv --row 0 --want approved
              otherwise explain --model prices.onnx --data homes.csv \\
                --row 3 --want ">=200" --cost '1*l1+0.5*l0' --format json
              otherwise explain --model model.onnx --data data.csv \\
                --rows all --want ">50K" --output answers.csv --resume
              otherwise explain --model model.onnx --data data.csv \\
                --group race=Other --want ">50K" --format html --output groups.html
              otherwise explain --model-command 'python3 model.py' --data data.csv \\
                --row 17 --want approved
              otherwise explain --model-url http://localhost:5000/invocations \\
                --data data.csv --row 17 --want approved

            \(Ending.help)

            A batch ends with 65 if a row was bad, with 3 if no row at all has a \
            counterfactual, and with 0 otherwise.
            """)

    @OptionGroup(title: "Model and data") var input: InputOptions
    @OptionGroup(title: "Model and data") var limits: SchemaOptions
    @OptionGroup(title: "Question") var wanted: GoalOptions
    @OptionGroup(title: "Question") var search: SearchOptions
    @OptionGroup(title: "Qualities") var qualities: QualityOptions
    @OptionGroup(title: "Rows") var batch: RowOptions
    @OptionGroup(title: "Result") var result: ResultOptions
    @OptionGroup var talk: TalkOptions

    /// The files that must not be overwritten.
    private var readFiles: [String] {
        [
            input.model.model, input.data, limits.schema, qualities.reference, qualities.graph, batch.rows?.file,
        ].compactMap(\.self)
    }

    func validate() throws {
        try batch.validate(with: result)
        if qualities.plausible != nil, result.certificate != nil {
            throw ValidationError(
                "A certificate does not hold how plausible answers must be. Leave out --plausible or --certificate.")
        }
        if qualities.graph != nil, result.certificate != nil {
            throw ValidationError(
                "A certificate does not hold what follows along a --graph. Leave out --graph or --certificate.")
        }
        try validateForGroups()
        try search.genetic.validate(with: search.strategy, isForOne: batch.row != nil)
        try search.validateUse()
    }

    /// - Throws: `ValidationError` for what is said of one row's answers, where a group is asked about.
    private func validateForGroups() throws {
        guard batch.group != nil else { return }
        if search.count > 1 {
            throw ValidationError("--group takes the cheapest answer of every member. Leave out --count.")
        }
        if qualities.robust != nil {
            throw ValidationError(
                "--robust moves the answer of one row; what is found for a --group is one action for many, and is not moved. For an action with some to spare leave out --robust and ask for more than the class, such as --probability 0.8; for a stable answer of each member give their numbers by --rows in the place of --group."
            )
        }
    }

    /// What is measured of answers.
    var measured: Set<AnswerQuality> {
        qualities.measured(isFile: input.model.model != nil).union(search.count > 1 ? [.diversity] : [])
    }

    /// Model, rows and limits; what reference rows are like counts where no schema says what may be.
    func task() async throws -> DecisionTask {
        let task = try await input.task(schema: limits.schema)
        return try qualities.reference.map(task.widened) ?? task
    }

    func run() async throws {
        let output = try Output(result.output, sparing: readFiles)
        if let rows = batch.rows { return try await BatchExplanation(command: self, rows: rows, output: output).run() }
        if let group = batch.group {
            return try await GroupExplanation(command: self, group: group, output: output).run()
        }
        guard let row = batch.row else { return }
        let spared = readFiles + [result.output].compactMap(\.self)
        let certificate = try result.certificate.map { try Output($0, sparing: spared) }
        let search = try search.genetic.save.map {
            try Output($0, sparing: spared + [result.certificate].compactMap(\.self))
        }
        try await SingleExplanation(command: self, row: row, output: output, certificate: certificate, search: search)
            .run()
    }
}
