import Foundation

// Unit counterfactuals by fitted mechanisms, exact queries of discrete networks, and the coverage of intervals.
//
//     swift run -c release CausalBenchmark worlds FOLDER        models whose answers are known: data, times, errors
//     swift run -c release CausalBenchmark networks FOLDER BIF…  queries, their answers and times
//     swift run -c release CausalBenchmark random FROM TO ROWS [FOLDER]   worlds with these seeds: errors, coverage
//     swift run -c release CausalBenchmark coverage RUNS        of 95% intervals of effects
//
// Results go to FOLDER/otherwise.jsonl, or to standard output.

func fail(_ text: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
    exit(code)
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch (arguments.first, arguments.count) {
    case ("worlds", 2): try WorldsContest(folder: URL(filePath: arguments[1])).run()
    case ("networks", 3...): try NetworksContest(folder: URL(filePath: arguments[1])).run(Array(arguments[2...]))
    case ("random", 4...5):
        let numbers = arguments[1..<4].compactMap { Int($0) }
        guard numbers.count == 3, 0 <= numbers[0], numbers[0] < numbers[1] else {
            fail("FROM must be below TO", code: 64)
        }
        try RandomWorldsTable(
            seeds: UInt64(numbers[0])..<UInt64(numbers[1]), rows: numbers[2],
            folder: arguments.count > 4 ? URL(filePath: arguments[4]) : nil
        ).run()
    case ("coverage", 2): try CoverageTable(runs: Int(arguments[1]) ?? 1_000).run()
    default:
        fail(
            "usage: CausalBenchmark worlds FOLDER | networks FOLDER BIF… | random FROM TO ROWS [FOLDER] | coverage RUNS",
            code: 64)
    }
} catch {
    fail("\(error)", code: 1)
}
