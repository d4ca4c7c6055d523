import Foundation
import Otherwise
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTesting

/// Worlds drawn at random, none of which was looked at: how far off the answers are, and how often 90% intervals hold the
/// truth. Worlds differ, so that the quartiles over them say more than the mean. Each world goes to standard error, what
/// they come to together to standard output.
struct RandomWorldsTable {
    let seeds: Range<UInt64>
    let rows: Int
    /// Where the first worlds go for other tools; `nil` for nowhere.
    var folder: URL?

    /// As many worlds as other tools are asked about.
    private static let exported: UInt64 = 10

    private struct Result {
        let error: Double
        let linear: Double
        let spread: Double
        let coverage: Double
        let coverageWithin: Double
        let outside: Double
        let width: Double
        let forms: String
        let seconds: Double
    }

    func run() throws {
        note("| world | forms | RMSE | linear | deviation | coverage | within | outside | median width | s |")
        var results: [Result] = []
        for seed in seeds {
            let world = try RandomWorld(seed: seed)
            let result = try result(world, seed)
            results.append(result)
            let numbers = [
                result.error, result.linear, result.spread, result.coverage, result.coverageWithin, result.outside,
                result.width, result.seconds,
            ]
            note("| \(seed) | \(result.forms) | \(numbers.map(Self.text).joined(separator: " | ")) |")
            note("  " + "xmy".map { "\($0) = \(world.model[String($0)]?.trend.description ?? "")" }.joined(separator: "; "))
            if let folder, seed - seeds.lowerBound < Self.exported { try export(world, seed, result, to: folder) }
        }
        print(
            "| of \(results.count) worlds, \(rows) rows each | least | quartile | median | quartile | greatest | mean |"
        )
        print("|---|--:|--:|--:|--:|--:|--:|")
        for (name, values) in [
            ("RMSE", results.map(\.error)), ("RMSE ÷ that of lines", results.map { $0.error / $0.linear }),
            ("share of units that 90% intervals hold", results.map(\.coverage)),
            ("… of those not marked as unlike the data", results.map(\.coverageWithin)),
        ] {
            let sorted = values.sorted()
            let shares = [0.0, 0.25, 0.5, 0.75].map { sorted[Int($0 * Double(sorted.count))] } + [sorted.last ?? 0]
            let mean = values.reduce(0, +) / Double(values.count)
            print("| \(name) | \((shares + [mean]).map(Self.text).joined(separator: " | ")) |")
        }
    }

    private func note(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

    private static func text(_ number: Double) -> String { String(format: "%.3f", number) }

    private func export(_ world: RandomWorld, _ seed: UInt64, _ result: Result, to folder: URL) throws {
        let place = folder.appending(path: "random-\(seed)")
        let (train, test) = try units(world, seed)
        try WorldFiles(model: world.model, setting: world.setting).write(train.table, test, to: place)
        try Data("\(result.error)\n".utf8).write(to: place.appending(path: "otherwise.txt"))
    }

    private typealias Units = (table: Table, outcomes: [Double])

    /// Some to learn from, and others to ask about.
    private func units(_ world: RandomWorld, _ seed: UInt64) throws -> (train: Units, test: Units) {
        (try world.units(rows, seed: seed + 10_000), try world.units(500, seed: seed + 20_000))
    }

    private func result(_ world: RandomWorld, _ seed: UInt64) throws -> Result {
        let (train, test) = try units(world, seed)
        let graph = world.model.graph
        let start = ContinuousClock().now
        let model = try FittedCausalModel(graph, fittedTo: train.table)
        let seconds = (ContinuousClock().now - start) / .seconds(1)
        let linear = try FittedCausalModel(
            graph, fittedTo: train.table, options: FittingOptions(draws: 0, forms: [.linear]))
        let change = NumericIntervention.do("x", world.setting)
        func error(_ model: FittedCausalModel) throws -> Double {
            let answers = try model.model.whatIf(test.table, under: change)["y"]
            return Self.deviation(test.outcomes.indices.map { (answers?[$0].number ?? .nan) - test.outcomes[$0] })
        }
        var (hits, within, outside) = (0, 0, 0)
        var widths: [Double] = []
        for row in test.outcomes.indices {
            let unit = Dictionary(uniqueKeysWithValues: test.table.columns.map { ($0.name, $0[row]) })
            guard let found = try model.counterfactuals(of: unit, under: ["x": world.change]).last else { continue }
            let isHit = found.interval?.contains(test.outcomes[row]) == true
            hits += isHit ? 1 : 0
            widths.append((found.interval?.upperBound ?? 0) - (found.interval?.lowerBound ?? 0))
            if found.outside.isEmpty { within += isHit ? 1 : 0 } else { outside += 1 }
        }
        let count = test.outcomes.count
        return Result(
            error: try error(model), linear: try error(linear), spread: Self.deviation(test.outcomes),
            coverage: Double(hits) / Double(count), coverageWithin: Double(within) / Double(max(count - outside, 1)),
            outside: Double(outside) / Double(count), width: widths.sorted()[count / 2],
            forms: "xmy".map { model.fits[String($0)]?.form.rawValue ?? "" }.joined(separator: ", "), seconds: seconds)
    }

    private static func deviation(_ values: [Double]) -> Double {
        (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    }
}
