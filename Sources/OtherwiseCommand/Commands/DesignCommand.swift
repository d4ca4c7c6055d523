import ArgumentParser
import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular

/// `otherwise design`: which changes make a design meet several targets, and what is traded for what.
struct DesignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "design",
        abstract: "Finds changes of a design that meet several targets at once, and shows what is traded for what.",
        discussion: """
            Every model says one output of a design. Targets are limits to keep ('weight <= 3', 'range 100..200', \
            'class is a, b', 'class is not c') and aims ('minimise weight', 'maximise range to 400'); at least one \
            limit is needed. The search is genetic and proves nothing; one search serves any --weights.

            EXAMPLES
              otherwise design --model mpg=mpg.onnx --model seconds=seconds.onnx \\
                --data cars.csv --row 0 --target "mpg >= 30" \\
                --target "minimise seconds"
              otherwise design --model mpg=mpg.onnx --data cars.csv --row 0 \\
                --target "mpg >= 30" --count 3 --format html --output designs.html

            \(Ending.help)
            """)

    @OptionGroup(title: "Models and data") var input: DesignInput
    @OptionGroup(title: "Models and data") var limits: SchemaOptions
    @OptionGroup(title: "Question") var question: DesignQuestion
    @OptionGroup(title: "Result") var result: PageResult
    @OptionGroup var talk: TalkOptions

    func run() async throws {
        let inputs = input.model.map(\.path) + [input.data, limits.schema].compactMap(\.self)
        let output = try Output(result.output, sparing: inputs)
        let task = try input.task(schema: limits.schema)
        let row = try task.designs.row(question.row, of: input.data, schema: task.schema)
        let problem = try DesignProblem(
            designs: task.designs, outputs: try await task.evaluator.outputs(of: task.designs), query: row,
            targets: DesignTargets(question.target), evaluator: task.evaluator)
        let progress = CountLine(of: "generations", talk: talk)
        let (search, isInterrupted) = try await Interruption.cancelling {
            var search = DesignSearch(
                problem, population: question.population, seed: question.seed,
                threads: ProcessInfo.processInfo.activeProcessorCount)
            for generation in 1...question.generations {
                do { try await search.generate(1) } catch is CancellationError where generation > 1 { break }
                progress.show(generation, of: question.generations)
            }
            return (search, Task.isCancelled)
        }
        progress.finish()
        let choice = try await search.choose(
            question.count, question.preferences, targets: question.target,
            provenance: task.provenance(row: question.row, population: question.population))
        try write(choice, to: output)
        if isInterrupted { throw Ending.interrupted }
        if choice.designs.isEmpty { throw Ending.noneFound }
    }

    private func write(_ choice: DesignChoice, to output: Output) throws {
        switch result.format {
        case .table: try output.show(DesignText(choice, style: output.style).text)
        case .json: try output.write(ExplanationJSON.document(choice))
        case .html: try output.write(DesignReport.html(choice))
        }
    }
}

/// What says how designs perform, and those that are known.
struct DesignInput: ParsableArguments {
    @Option(
        help: ArgumentHelp("An output and the ONNX model that says it; once for each.", valueName: "name=file"),
        completion: .file(extensions: ["onnx"]))
    var model: [NamedModel]

    @Option(help: "Known designs, a CSV file with a header.", completion: .file(extensions: ["csv"]))
    var data: String

    func validate() throws {
        let names = model.map(\.name)
        if let repeated = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw ValidationError("Two models say '\(repeated)'. Give each a name of its own.")
        }
    }

    /// Reads all of them.
    func task(schema: String?) throws -> DesignInputs {
        try InputFile.check(data, as: "data file")
        if let schema { try InputFile.check(schema, as: "schema") }
        let tasks = try model.map { try ONNXFile($0.path).task(data: data, schema: schema, columns: nil) }
        return try DesignInputs(Array(zip(model.map(\.name), tasks)))
    }
}

/// `mpg=mpg.onnx`.
struct NamedModel: ExpressibleByArgument, Sendable {
    let name: String
    let path: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        (name, path) = (parts[0], parts[1])
    }
}

/// Models side by side, and all features that any of them reads.
struct DesignInputs: Sendable {
    let evaluator: ModelEvaluator
    let schema: Schema
    let designs: Table
    private let tasks: [(name: String, task: DecisionTask)]

    init(_ tasks: [(String, DecisionTask)]) throws {
        self.tasks = tasks.map { (name: $0, task: $1) }
        evaluator = ModelEvaluator(tasks.map { (name: $0, model: $1.model) })
        var features: [Feature] = []
        for feature in tasks.flatMap(\.1.schema.features) where !features.contains(where: { $0.name == feature.name }) {
            features.append(feature)
        }
        schema = try Schema(features: features, constraints: tasks.first?.1.schema.constraints ?? [])
        designs = try tasks.first?.1.profile.sample ?? Table(columns: [])
    }

    func provenance(row: Int, population: Int) -> Provenance {
        let identities = tasks.map { ($0.name, $0.task.model.identity) }
        var settings = ["row": "\(row)", "population": "\(population)"]
        for (name, identity) in identities { settings["model \(name)"] = "sha256 \(identity.digest ?? "unknown")" }
        return Provenance(
            method: "", settings: settings,
            model: ModelIdentity(
                name: identities.map(\.1.name).joined(separator: ", "),
                digest: identities.count == 1 ? identities[0].1.digest : nil),
            dataDigest: tasks.first?.task.dataDigest)
    }
}

extension Table {
    /// - Throws: `TableError` when there is no such row, or when it is not of the schema.
    fileprivate func row(_ number: Int, of path: String, schema: Schema) throws -> Row {
        guard number >= 0, number < count else {
            throw TableError(.noRow, "'\(path)' has no row \(number)", hint: "Rows count from 0 to \(count - 1)")
        }
        return try row(number, schema: schema)
    }
}

/// Which design, what is wanted of it, and how it is searched.
struct DesignQuestion: ParsableArguments {
    @Option(parsing: .unconditional, help: "The design to change, a row of the data, counted from 0.")
    var row: Int

    @Option(help: ArgumentHelp("A limit or an aim; once for each.", valueName: "target"))
    var target: [String]

    @Option(help: "The number of designs.")
    var count = 5

    @Option(
        help: ArgumentHelp(
            "What counts how much: aims by their outputs, proximity, sparsity, manifold. (default: 1 for each aim, 1, 0.3 and 0.5)",
            valueName: "name=weight,…"),
        transform: WeightsArgument.allWeights)
    var weights: [String: Double]?

    @Option(help: "How much difference counts against quality; 0 for quality alone.")
    var diversity = DesignPreferences().diversity

    @Option(help: "How many generations are bred.")
    var generations = 50

    @Option(help: "How many candidates a generation has.")
    var population = 100

    @Option(help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    func validate() throws {
        if generations < 1 { throw ValidationError("--generations is \(generations). Breed at least 1.") }
        if population < 2 { throw ValidationError("--population is \(population). Give at least 2 candidates.") }
    }

    var preferences: DesignPreferences {
        var preferences = DesignPreferences(weights: weights ?? [:], diversity: diversity)
        preferences.proximity = preferences.weights.removeValue(forKey: "proximity") ?? preferences.proximity
        preferences.sparsity = preferences.weights.removeValue(forKey: "sparsity") ?? preferences.sparsity
        preferences.manifold = preferences.weights.removeValue(forKey: "manifold") ?? preferences.manifold
        return preferences
    }
}
