public import ArgumentParser
import Foundation
public import Otherwise

/// Answers requests with the library and measures each search on its own: no start of a process, no reading of files.
@main
struct SearchBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads requests as JSON lines from the standard input and writes an answer after each.")

    @Argument(help: "The ONNX file.") var model: String
    @Argument(help: "The table that gives the scales and ranges of the features.") var table: String
    @Option(help: "The outcome that is wanted.") var want = "1"
    @Option(help: "Seconds that one search may take.") var limit = 10.0
    @Option(help: "Boxes that one search may open; 0 for the first answer alone.") var boxes: Int?
    @Option(help: "Rows to measure answers against, where not those of the table.") var reference: String?
    @Option(help: "How many answers to a request.") var count = 1
    @Option(help: "The name of a strategy.") var strategy = StrategyChoice.auto
    @Option(help: "How several answers are chosen.") var diversity = AnswerSelection.cheapest
    @Option(help: "How stable answers must be, 0 to 1.") var robust: Double?
    @Option(help: "The least probability of the wanted outcome, 0 to 1.") var probability: Double?
    @Option(help: "How ordinary answers must be, 0 to 1.") var plausible: Double?
    @Option(help: "How many generations the strategy genetic breeds.") var generations = 30
    @Flag(help: "Answer with everything that the strategy genetic found.") var front = false
    @Option(help: "How many requests to put twice.") var twice = 0

    func run() async throws {
        let watch = Stopwatch()
        let task = try DecisionTask(model: model, data: table)
        let asker = try await Asker(self, task)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var (asked, prepared) = (0, 0.0)
        while let line = readLine() {
            let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
            if asked == 0 {
                _ = try await asker.answer(request)
                prepared = watch.read().cpu
            }
            var answer = try await asker.answer(request)
            answer.prepared = prepared
            if asked < twice { answer.again = try await asker.answer(request).set }
            print(String(decoding: try encoder.encode(answer), as: UTF8.self))
            fflush(nil)
            asked += 1
        }
    }

    var settings: Explainer.Settings {
        Explainer.Settings(
            count: count, budget: SearchBudget(time: .seconds(limit), nodes: boxes), strategy: strategy,
            genetic: GeneticOptions(generations: generations), selection: diversity,
            robustness: robust.map { RobustSettings(threshold: $0) }, plausible: plausible)
    }
}

extension StrategyChoice: ExpressibleByArgument {}
extension AnswerSelection: ExpressibleByArgument {}
