import ArgumentParser
import Foundation
import OtherwiseCSV
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTabular

/// `otherwise ask`: a causal question to a model, or to a graph.
struct AskCommand: AsyncParsableCommand {
    private static let exitCodes = Ending.codes(
        done: "done", none: "data cannot answer: the effect is not identified",
        usage: "usage: an option is wrong, or the question cannot be read")

    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Answers a causal question from a causal model, or from data and a causal graph.",
        discussion: """
            QUESTIONS
              P(dysp=yes | do(smoke=no))                   what happens if it is done
              P(dysp=yes | do(smoke=no), asia=yes)         … among those then found in Asia
              P(dysp_{smoke=no}=no | smoke=yes, dysp=yes)  what would have been, for those
              ATE of smoke on dysp                         also ATT, PN, PS, PNS
              ATE of dose=10 vs 5 on pain=none             … between two values, on one of its
              NIE of smoke on dysp through bronc           also NDE
              PSE of smoke on dysp along smoke -> bronc -> dysp
              what if hours = 60 for row 12                or: given a=1, b=2
              what if hours = 60 for every row             CSV in, CSV or JSON out; --rows
              why is pay unusual for row 12                what each mechanism contributes
              why did pay change                           … from --data to --after
            Levels follow '='; names with blanks stand in "quotes".

            MODELS
              NAME.bif: a discrete Bayesian network. NAME.yml:
                model: otherwise.causal/1
                exogenous:                # hidden causes that several may share
                  gene: [0.8, 0.2]
                variables:
                - {name: smoking, levels: [no, yes], probabilities: [0.7, 0.3]}
                - name: tar               # a row for each combination of parents
                  levels: [no, yes]
                  parents: [smoking]
                  table: [[0.9, 0.1], [0.2, 0.8]]
                - {name: cancer, levels: [no, yes], function: tar and gene}
                - {name: pay, formula: 1200 + 25 * hours, noise: {normal: 80}}
                - {name: rent, formula: 6 + 0.0002 * pay, noise: {normal: 0.2}, link: exp}
                - {name: owner, levels: [no, yes], scores: [0, pay / 500 - 5]}
              All tables make a network; all functions a structural model of levels;
              all formulas one of numbers. Tables do not always settle what would
              have been: then bounds are given. 'link: exp' makes it exp(formula + noise);
              logistic and sinh are the others. Levels beside formulas, and 'scores' (a
              formula for each level, softmax), make a mixed model; what would have been of
              its levels goes by Gumbel noise, and the answer says so. In formulas levels are
              compared by name, pay > 2000 and sector == public, and else count by their
              number from 0, or as the numbers that they are named by.

            GRAPHS
              A file in DOT, dagitty or GML, or the edges themselves:
              "smoking -> tar -> cancer; smoking <-> cancer". '<->' is a hidden cause.
              Alone it says whether and how data can answer. With --data it answers ATE
              and ATT: by adjustment, the front door or an instrument, whichever the
              graph opens, with a 95% interval; and 'what if … for row N', by mechanisms that
              are learnt from the data, with a 90% interval. P(…), PN, PS and PNS are worked
              out from the frequencies of levels, in this world or in others (ID* and IDC*), or
              bounded; NDE, NIE, PSE and 'why …' go by mechanisms. What the data lack counts as
              hidden.

            EXAMPLES
              otherwise ask --model asia.bif "P(dysp=yes | do(smoke=no))"
              otherwise ask --model pay.yml --data rows.csv "what if hours = 60 for row 12"
              otherwise ask --graph "smoking -> tar -> cancer; smoking <-> cancer" \\
                "P(cancer | do(smoking))"
              otherwise ask --graph trial.dot --data trial.csv --refute \\
                "ATE of treat on pay"

            \(exitCodes)
            """)

    @Argument(help: "The question.")
    var question: String

    @Option(help: "The causal model, a BIF or YAML file.", completion: .file(extensions: ["bif", "yml", "yaml"]))
    var model: String?

    @Option(help: "A causal graph, a file or its edges.", completion: .file())
    var graph: String?

    @Option(
        help: "A CSV file with a header: what to learn from with --graph, and what 'for row N' speaks of.",
        completion: .file(extensions: ["csv"]))
    var data: String?

    @Option(help: "The rows of after, of the question why something changed.", completion: .file(extensions: ["csv"]))
    var after: String?

    @Flag(help: "Only say whether and how data can answer.")
    var identify = false

    @Option(
        help: "How to estimate from data: regression, ipw, aipw, front-door or 2sls; by default what suits best.",
        transform: EstimationMethod.named)
    var estimator: EstimationMethod?

    @Flag(help: "Try to show the estimate wrong: placebo, random cause, subset, and how strong a hidden cause must be.")
    var refute = false

    @Option(
        help: "The file to draw what hidden causes would do to the estimate to, as SVG; goes with --refute.",
        completion: .file(extensions: ["svg"]))
    var sensitivity: String?

    @Option(
        help: "The file to draw the graph to, as SVG; laid out by Graphviz where 'dot' is installed.",
        completion: .file(extensions: ["svg"]))
    var picture: String?

    @Option(parsing: .unconditional, help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 1

    @OptionGroup(title: "Mechanisms learnt from data") var mechanisms: MechanismOptions

    @OptionGroup(title: "For every row") var every: EveryRowOptions

    @OptionGroup(title: "Result") var result: PageResult

    @OptionGroup var talk: TalkOptions

    /// How the answer is written.
    var format: PageFormat { result.format }

    func validate() throws {
        guard (model == nil) != (graph == nil) else { throw ValidationError("Give either --model or --graph.") }
        let isEstimated = graph != nil && data != nil && !identify
        if estimator != nil || refute, !isEstimated {
            throw ValidationError("--estimator and --refute go with --graph and --data.")
        }
        if graph == nil || identify { try mechanisms.requireNone() }
        if after != nil, graph == nil || data == nil { throw ValidationError("--after goes with --graph and --data.") }
        if sensitivity != nil, !refute { throw ValidationError("--sensitivity goes with --refute.") }
        if result.namedFormat == nil, result.output?.lowercased().hasSuffix(".svg") == true {
            throw ValidationError("An answer is no drawing. Draw its graph with --picture, or say how with --format.")
        }
    }

    /// The files that must not be overwritten.
    var readFiles: [String] { [model, graph, data, after, every.rows].compactMap(\.self) }
    /// The same and the answer, which no picture must overwrite.
    private var taken: [String] { readFiles + [result.output].compactMap(\.self) }

    func run() async throws {
        let start = ContinuousClock.now
        defer { talk.remark("time: \((ContinuousClock.now - start).plain)") }
        let question = try asked()
        if case .whatIfEveryRow(let changes) = question { return try await answerEveryRow(question, changes) }
        if let option = every.given { throw ValidationError("\(option) goes with 'what if … for every row'.") }
        let output = try Output(result.output, sparing: readFiles)
        for path in [picture, sensitivity].compactMap(\.self) { _ = try Output(path, sparing: taken) }
        if let model {
            try answer(question, fromModel: model, output)
        } else if let graph {
            try answer(question, fromGraph: graph, output)
        }
    }

    private func answer(_ question: CausalQuestion, fromModel path: String, _ output: Output) throws {
        let file = try CausalModelFile(text: try GraphArgument.text(of: path, as: "model"), name: path)
        talk.remark("model: \(path)")
        let picture = GraphPicture(file.graph, roles: question.roles)
        try draw(picture)
        if identify {
            try write(IdentificationReport(question, graph: GraphDocument(graph: file.graph)), picture, output)
        } else {
            try write(file.answer(question, row: try row(of: question), seed: seed), picture, output)
        }
    }

    private func answer(_ question: CausalQuestion, fromGraph text: String, _ output: Output) throws {
        let document = try GraphArgument.document(text)
        let picture = GraphPicture(document.graph, roles: question.roles)
        try draw(picture)
        if let data, !identify {
            try noteHidden(document, data)
            try answer(question, document, from: data, picture, output)
        } else {
            try mechanisms.requireNone()
            try write(IdentificationReport(question, graph: document), picture, output)
        }
    }

    /// - Throws: `ValidationError`, with a caret under the place that cannot be read.
    private func asked() throws -> CausalQuestion {
        do {
            return try CausalQuestion(question)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// Says what the data lack, so that nobody wonders about a cause that is hidden.
    private func noteHidden(_ document: GraphDocument, _ data: String) throws {
        try InputFile.check(data, as: "data file")
        let columns = try CSVReader(path: data).header
        let absent = Set(document.graph.nodes).subtracting(columns).subtracting(document.hidden).sorted()
        guard !absent.isEmpty else { return }
        let shown = absent.prefix(5).joined(separator: ", ") + (absent.count > 5 ? ", …" : "")
        talk.note("the data have no column \(shown), which the graph has; what they lack counts as hidden.")
    }

    /// From data and a graph: an effect by its estimators, and all else by what suits it.
    private func answer(
        _ question: CausalQuestion, _ graph: GraphDocument, from data: String, _ picture: GraphPicture, _ output: Output
    ) throws {
        if case .effect(let effect) = question, [.average, .onTheTreated].contains(effect.kind) {
            try mechanisms.requireNone()
            return try estimate(question, graph, from: data, picture, output)
        }
        if let option = estimator != nil ? "--estimator" : sensitivity != nil ? "--sensitivity" : nil {
            throw ValidationError("\(option) goes with ATE and ATT.")
        }
        if refute, !question.isWhatIf { throw ValidationError("--refute goes with ATE, ATT and 'what if …'.") }
        try write(learntAnswer(to: question, graph, table(data)), picture, output)
    }

    /// By mechanisms that are learnt from the rows, or from the frequencies of levels.
    private func learntAnswer(
        to question: CausalQuestion, _ graph: GraphDocument, _ table: Table
    ) throws -> CausalAnswer {
        switch question {
        case .whatIf(_, let number, _):
            return try FittedCausalModel.answer(
                question, graph: graph, table, row: try number.map { try unit($0, of: table) } ?? [:],
                refuting: refute, options: mechanisms.fitting(seed: seed))
        case .whyUnusual(_, let number):
            return try FittedCausalModel.whyUnusual(
                question, graph: graph, table, row: try unit(number, of: table),
                options: mechanisms.fitting(draws: 0, seed: seed))
        case .whyChanged:
            guard let after else { throw ValidationError("Give the rows of after with --after.") }
            return try FittedCausalModel.whyChanged(
                question, graph: graph, from: table, to: self.table(after),
                options: mechanisms.fitting(draws: 0, seed: seed))
        case .effect(let effect) where effect.kind.isAlongPaths:
            return try FittedCausalModel.pathEffect(
                question, graph: graph, table, options: mechanisms.fitting(draws: 50, seed: seed))
        default:
            try mechanisms.requireNone()
            return try FrequencyAnalysis(question, graph: graph, table, seed: seed).answer()
        }
    }

    private func estimate(
        _ question: CausalQuestion, _ graph: GraphDocument, from data: String, _ picture: GraphPicture, _ output: Output
    ) throws {
        let table = try table(data)
        let report = try EffectAnalysis(question, graph: graph, table).report(estimator, refuting: refute, seed: seed)
        if let sensitivity, let found = report.sensitivity {
            try Output(sensitivity, sparing: taken).write(SensitivityPicture(found).svg)
        }
        switch format {
        case .json: try output.write(ExplanationJSON.document(report))
        case .table: try output.write(EffectText(report, style: output.style).text)
        case .html: try output.write(AskPage(report, graph: picture.laidOutByGraphviz).html)
        }
    }

    private func unit(_ number: Int, of table: Table) throws -> [String: Value] {
        guard number < table.count else {
            throw TableError(
                .noRow, "'\(data ?? "")' has no row \(number)", hint: "Its rows are counted 0 to \(table.count - 1)")
        }
        return Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), table.values(at: number)))
    }

    func table(_ path: String) throws -> Table {
        try InputFile.check(path, as: "data file")
        var reader = TableReader(try CSVReader(path: path))
        guard let table = try reader.next() else {
            throw TableError(.noRows, "'\(path)' has no rows", hint: "Give a header and at least one row")
        }
        talk.remark("data: \(path), \(table.count.grouped) rows")
        return table
    }

    private func write(_ answer: CausalAnswer, _ picture: GraphPicture, _ output: Output) throws {
        switch format {
        case .json: try output.write(ExplanationJSON.document(answer))
        case .table: try output.write(AnswerText(answer, style: output.style).text)
        case .html: try output.write(AskPage(answer, graph: picture.laidOutByGraphviz).html)
        }
    }

    private func write(_ report: IdentificationReport, _ picture: GraphPicture, _ output: Output) throws {
        switch format {
        case .json: try output.write(ExplanationJSON.document(report))
        case .table: try output.write(IdentificationText(report, style: output.style).text)
        case .html: try output.write(AskPage(report, graph: picture.laidOutByGraphviz).html)
        }
        if report.estimand == nil { throw Ending.noneFound }
    }

    /// The row that a what-if question names.
    private func row(of question: CausalQuestion) throws -> [String: Value]? {
        guard case .whatIf(_, let number?, _) = question, let data else { return nil }
        try InputFile.check(data, as: "data file")
        var reader = TableReader(try CSVReader(path: data))
        try reader.skip(number)
        guard let table = try reader.next(limit: 1) else {
            throw TableError(
                .noRow, "'\(data)' has no row \(number)", hint: "Its rows are counted 0 to \(reader.rowsRead - 1)")
        }
        talk.remark("data: \(data), row \(number)")
        return Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), table.values(at: 0)))
    }

    func draw(_ picture: GraphPicture) throws {
        guard let path = self.picture else { return }
        try Output(path, sparing: taken).write(picture.laidOutByGraphviz.svg)
    }
}

extension CausalQuestion {
    fileprivate var isWhatIf: Bool { if case .whatIf = self { true } else { false } }
}

extension EstimationMethod {
    /// A method as the command line names it.
    fileprivate static func named(_ text: String) throws -> EstimationMethod {
        let names = allCases.filter { $0 != .unadjusted }.map(\.rawValue)
        guard names.contains(text), let method = EstimationMethod(rawValue: text) else {
            throw ValidationError("'\(text)' is no estimator. Write one of \(names.joined(separator: ", ")).")
        }
        return method
    }
}
