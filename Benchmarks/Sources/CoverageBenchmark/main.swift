import Foundation
import Otherwise
import OtherwiseTesting

// How often 95% intervals hold the true effect, over many simulated studies:
//   swift run -c release --package-path Benchmarks CoverageBenchmark [RUNS] [UNITS]

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let runs = numbers.first ?? 1000
let units = numbers.dropFirst().first ?? 500

/// The mean error, its deviation, the mean standard error and the share of intervals that hold the truth.
func line(_ name: String, truth: Double, _ estimates: [Estimate]) -> String {
    let count = Double(estimates.count)
    let bias = estimates.reduce(0) { $0 + $1.value - truth } / count
    let spread = (estimates.reduce(0) { $0 + pow($1.value - truth - bias, 2) } / count).squareRoot()
    let error = estimates.reduce(0) { $0 + $1.standardError } / count
    let hits = Double(estimates.count { $0.lower...$0.upper ~= truth }) / count
    let figures = [bias, spread, error].map { String(format: "%.4f", $0) }.joined(separator: " | ")
    return "| \(name) | \(figures) | \(String(format: "%.1f%%", hits * 100)) |"
}

print("\(runs) studies of \(units) units each\n")
print("| world, method, whom | bias | deviation | mean error | intervals that hold the truth |")
print("|---|---|---|---|---|")
for world in SimulatedStudy.allCases {
    let studies = try (0..<runs).map { try world.draw(units, seed: UInt64($0)) }
    for (method, population) in world.questions {
        let estimates = try studies.map { try $0.estimate(method, for: population) }
        print(line("\(world.rawValue), \(method.rawValue), \(population.rawValue)", truth: world.effect(on: population), estimates))
    }
    let bare = try studies.map { try $0.estimate(.unadjusted) }
    print(line("\(world.rawValue), unadjusted, everyone", truth: world.effect(on: .everyone), bare))
}
