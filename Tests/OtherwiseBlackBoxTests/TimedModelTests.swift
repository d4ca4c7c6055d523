import OtherwiseCore
import OtherwiseModels
import OtherwiseTabular
import Synchronization
import Testing

@testable import OtherwiseBlackBox
@testable import OtherwiseSearch

@Suite("Models that are asked until a point in time", .timeLimit(.minutes(10)))
struct TimedModelTests {
    /// Says `yes` after a time, as a process would.
    private struct Slow: SparingModel {
        let identity = ModelIdentity(name: "slow", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])
        let delay: Duration

        func predict(_ table: Table) async throws -> Predictions {
            try await Task.sleep(for: delay)
            return Predictions(output: output, labels: [1], scores: [0, 1])
        }

        func predictSparing(_ table: Table) async throws -> Predictions { try await predict(table) }
    }

    @Test("An answer that does not come in time is given up, one that does is returned")
    func givenUp() async throws {
        let rows = try Table(columns: [Column(name: "a", storage: .numbers([1]))])
        let start = ContinuousClock.now
        let late = TolerantModel(Slow(delay: .seconds(600))).answering(until: start + .milliseconds(50))
        await #expect(throws: CancellationError.self) { try await late.predict(rows) }
        #expect(.now - start < .seconds(60))
        let prompt = TolerantModel(Slow(delay: .zero)).answering(until: start + .seconds(600))
        #expect(try await prompt.predict(rows).labels == [1])
    }

    @Test("Without a deadline, and where it runs here, it is asked as it is")
    func own() throws {
        let far = TolerantModel(Slow(delay: .zero))
        #expect(far.answering(until: nil) is TolerantModel)
        #expect(!(far.answering(until: .now) is TolerantModel))
        let near = TolerantModel(Near())
        #expect(near.answering(until: .now) is TolerantModel)
    }

    private struct Near: Model {
        let identity = ModelIdentity(name: "near", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) -> Predictions { .unscored(table.count, output: output) }
    }

    @Test(
        "A process that never answers about candidates holds no search beyond its time",
        arguments: [StrategyChoice.greedy, .random, .genetic])
    func ends(_ strategy: StrategyChoice) async throws {
        let scratch = try Scratch()
        let rows = (18..<60).map { "\($0),Aa,\($0 > 30 ? "yes" : "no")\n" }
        let path = try scratch.file("data.csv", "age,town,hired\n" + rows.joined() + "17,Bb,no\n")
        // What it is asked first is all of the data; of what is tried then it knows no row of the other town.
        let model = ShellModel.failing(at: #""age":\(1[89]\|[2-9][0-9]\),"town":"Bb""#, with: "sleep 600")
        let task = try await DecisionTask(data: path) { rows, columns in
            try await ProcessModel(model, reference: rows, columns: columns)
        }
        let settings = Explainer.Settings(
            budget: SearchBudget(time: .seconds(2)), strategy: strategy, measuresPlausibility: false)
        let start = ContinuousClock.now
        _ = try await task.explainer(settings).explain(task.row(42), number: 42, to: .outcome("yes"))
        // It may take 60 seconds to answer, twice.
        #expect(.now - start < .seconds(30))
    }

    /// Says `yes` from 300 on: to some questions at once, and to others after a time.
    private final class Halting: SparingModel {
        let identity = ModelIdentity(name: "halting", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])
        /// How many questions it answers at once.
        private let left: Mutex<Int>

        init(prompt questions: Int) { left = Mutex(questions) }

        func goOn() { left.withLock { $0 = .max } }

        func predict(_ table: Table) async throws -> Predictions {
            let isPrompt = left.withLock { left in
                left -= 1
                return left >= 0
            }
            if !isPrompt { try await Task.sleep(for: .seconds(600)) }
            let isYes = (0..<table.count).map { table["a"]?[$0].number ?? 0 >= 300 }
            return Predictions(
                output: output, labels: isYes.map { $0 ? 1 : 0 }, scores: isYes.flatMap { $0 ? [0.0, 1] : [1.0, 0] })
        }

        func predictSparing(_ table: Table) async throws -> Predictions { try await predict(table) }
    }

    @Test("The reference rows that it came to in time count, spread over all of them; the others do later")
    func reference() async throws {
        let schema = try Schema(features: [Feature(name: "a", domain: .numeric(range: 0...600, step: nil))])
        let rows = try Table(columns: [Column(name: "a", storage: .numbers((0..<600).map(Double.init)))])
        let model = Halting(prompt: 1)
        let reference = ReferenceRows(rows, model: TolerantModel(model), schema: schema, statistics: [:])
        let start = ContinuousClock.now
        let (early, notes) = try await FailedRows.noting {
            let early = try await reference.rows(reaching: .outcome("yes"), until: start + .milliseconds(200))
            return (early, FailedRows.ofQuestion?.notes ?? [])
        }
        #expect(.now - start < .seconds(60))
        #expect(early == ReferenceRows.Reaching(places: Array(stride(from: 300, to: 600, by: 3)), areAll: false))
        #expect(reference.scoredCount == 200 && !reference.isScored)
        #expect(notes.count == 1 && notes[0].hasPrefix("the model answered about 200 of the 600 reference rows"))
        model.goOn()
        let all = try await FailedRows.noting {
            let all = try await reference.rows(reaching: .outcome("yes"), until: .now + .seconds(600))
            #expect(FailedRows.ofQuestion?.notes == [])
            return all
        }
        #expect(all == ReferenceRows.Reaching(places: Array(300..<600), areAll: true))
        let near = ReferenceRows(rows, model: Near(), schema: schema, statistics: [:])
        #expect(try await near.rows(reaching: .outcome("yes"), until: start).areAll)
    }

    @Test("Of known designs those that it did not come to in time have no outputs, and are no longer known")
    func knownDesigns() async throws {
        let rows = try Table(columns: [Column(name: "a", storage: .numbers((0..<600).map(Double.init)))])
        let evaluator = ModelEvaluator([("verdict", TolerantModel(Halting(prompt: 1)))])
        let start = ContinuousClock.now
        let known = try await evaluator.outputs(ofKnown: rows, until: start + .milliseconds(200))
        #expect(.now - start < .seconds(60))
        #expect(known.reached == 200 && known.outputs.count == 600)
        for place in 0..<600 {
            let verdict = place.isMultiple(of: 3) ? Value.category(place >= 300 ? "yes" : "no") : .missing
            #expect(known.outputs["verdict"]?[place] == verdict)
        }
        let schema = try Schema(features: [Feature(name: "a", domain: .numeric(range: 0...600, step: nil))])
        let problem = try DesignProblem(
            designs: rows, outputs: known.outputs, query: Row(schema: schema, values: [.number(1)]),
            targets: DesignTargets(["verdict is yes"]), evaluator: evaluator)
        #expect(problem.designs.count == 200)
        let whole = ModelEvaluator([("verdict", TolerantModel(Halting(prompt: .max)))])
        let all = try await whole.outputs(ofKnown: rows, until: .now + .seconds(600))
        #expect(try await all.outputs == whole.outputs(of: rows) && all.reached == 600)
    }

    @Test(
        "The first question about all reference rows is held to the time of the search too",
        arguments: [StrategyChoice.nice, .greedy], [true, false])
    func firstQuestion(_ strategy: StrategyChoice, isHanging: Bool) async throws {
        let scratch = try Scratch()
        let rows = (18..<60).map { "\($0),\($0.isMultiple(of: 2) ? "Aa" : "Bb"),\($0 > 30 ? "yes" : "no")\n" }
        let path = try scratch.file("data.csv", "age,town,hired\n" + rows.joined())
        // No row of the data has no town, and no candidate.
        let model = ShellModel.failing(at: #""town":null"#, with: "sleep 600")
        let task = try await DecisionTask(data: path) { rows, columns in
            try await ProcessModel(model, reference: rows, columns: columns)
        }
        let towns = (0..<40).map { isHanging && $0 == 7 ? Value.missing : .category("Aa") }
        let reference = try Table(columns: [
            Column(name: "age", storage: .numbers((20..<60).map(Double.init))),
            Column(name: "town", values: towns, isNumeric: false),
        ])
        let settings = Explainer.Settings(
            budget: SearchBudget(time: .seconds(isHanging ? 4 : 60)), strategy: strategy, measuresPlausibility: true)
        let start = ContinuousClock.now
        let explanation = try await task.explainer(settings, reference: reference)
            .explain(task.row(0), number: 0, to: .outcome("yes"))
        // It may take 60 seconds to answer, twice.
        #expect(.now - start < .seconds(40))
        let notes = (explanation.notes ?? []).filter { $0.hasPrefix("the model answered about 0 of the 40") }
        #expect(notes.count == (isHanging ? 1 : 0), "\(explanation.notes ?? [])")
        guard let plausibility = explanation.counterfactuals.first?.plausibility else {
            // What goes towards the reference rows has nowhere to go.
            #expect(isHanging && strategy == .nice)
            return
        }
        #expect((plausibility.neighbourDistance == nil) == isHanging)
    }
}
