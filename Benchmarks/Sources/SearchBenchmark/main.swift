import Foundation
import Otherwise

// Answers requests with the library and measures each search on its own: no start of a process, no reading of files.
//
//     SearchBenchmark MODEL TABLE WANT SECONDS [BOXES] < requests.jsonl > answers.jsonl
//
// TABLE gives the scales and ranges of the features. SECONDS and BOXES are what a search may take.

/// Asks all requests, one after the other, and writes an answer after each.
func answerAll(model: String, table: String, goal: Goal, budget: SearchBudget) async throws {
    let task = try DecisionTask(model: model, data: table)
    let schema = try task.schema.withoutSteps()
    let settings = Explainer.Settings(budget: budget)
    let free = try await Explainer(model: task.model, schema: schema, reference: task.profile.sample, settings: settings)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var isWarm = false
    while let line = readLine() {
        let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
        let explainer =
            request.hasLimits
            ? try await Explainer(
                model: task.model, schema: request.limits(on: schema), reference: task.profile.sample,
                settings: settings) : free
        let row = try request.row(of: explainer.schema)
        if !isWarm { _ = try await explainer.explain(row, to: goal) }
        isWarm = true
        let watch = Stopwatch()
        let explanation = try await explainer.explain(row, number: request.id, to: goal)
        let answer = Answer(explanation, id: request.id, time: watch.read())
        print(String(decoding: try encoder.encode(answer), as: UTF8.self))
        fflush(nil)
    }
}

func fail(_ text: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
    exit(code)
}

let arguments = Array(CommandLine.arguments.dropFirst())
let numbers = arguments.dropFirst(3).compactMap(Double.init)
guard (4...5).contains(arguments.count), numbers.count == arguments.count - 3, numbers.allSatisfy({ $0 >= 0 }) else {
    fail("usage: SearchBenchmark MODEL TABLE WANT SECONDS [BOXES] < requests.jsonl > answers.jsonl", code: 64)
}
do {
    let budget = SearchBudget(time: .seconds(numbers[0]), nodes: numbers.dropFirst().first.map { Int($0) })
    try await answerAll(model: arguments[0], table: arguments[1], goal: .outcome(arguments[2]), budget: budget)
} catch {
    fail("\(error)", code: 1)
}
