import Foundation
import Otherwise
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTesting

/// Known models: 1,000 rows to learn from, 1,000 other units to ask about, and 100,000 for the time that many take.
struct WorldsContest {
    let folder: URL

    /// Errors of one sample go the same way for all units that are asked about, so that samples count and not units.
    private static let samples: UInt64 = 40, unitsOfSample = 100
    private static let many = 100_000

    func run() throws {
        var results: [Result] = []
        for world in SimulatedWorld.allCases {
            let train = try world.units(1_000, seed: 1), test = try world.units(1_000, seed: 1_001)
            let many = try world.units(Self.many, seed: 3_001).table
            let place = folder.appending(path: world.rawValue)
            let files = try WorldFiles(model: world.model, setting: 0.5)
            try files.write(train.table, test, to: place)
            try files.write(many, to: place.appending(path: "many.csv"))
            for (kind, forms) in Self.kinds {
                results.append(try result(world, kind, forms, train.table, test, many))
            }
        }
        try write(results, to: folder.appending(path: "otherwise.jsonl"))
    }

    private static let kinds: [(String, Set<MechanismForm>)] = [
        ("linear", [.linear]), ("trees", [.trees]), ("auto", Set(MechanismForm.allCases)),
    ]

    struct Result: Encodable {
        let tool = "otherwise"
        let world: String
        let kind: String
        /// Choosing and fitting, without and with what intervals need.
        let fit: Double
        let fitWithIntervals: Double
        let row: Double
        let rowWithInterval: Double
        let thousand: Double
        let many: Double
        let rmse: Double
        /// Of 90% intervals, over some samples to learn from, and its standard error over them; of automatic choices.
        let coverage: Double?
        let coverageError: Double?
        let forms: [String: String]
    }

    private func result(
        _ world: SimulatedWorld, _ kind: String, _ forms: Set<MechanismForm>, _ train: Table,
        _ test: (table: Table, outcomes: [Double]), _ many: Table
    ) throws -> Result {
        let graph = try world.model.graph
        let bare = FittingOptions(draws: 0, forms: forms), full = FittingOptions(forms: forms)
        let model = try FittedCausalModel(graph, fittedTo: train, options: full)
        let change = NumericIntervention.do("x", 0.5)
        let unit = values(test.table, 0)
        let numbers = unit.compactMapValues(\.number)
        let answers = try model.model.whatIf(test.table, under: change)["y"]
        let squares = test.outcomes.indices.map { row in
            let distance = (answers?[row].number ?? .nan) - test.outcomes[row]
            return distance * distance
        }
        let coverage = kind == "auto" ? try coverage(world, full) : nil
        return Result(
            world: world.rawValue, kind: kind,
            fit: try medianTime(rounds: 3) { _ = try FittedCausalModel(graph, fittedTo: train, options: bare) },
            fitWithIntervals: try medianTime(rounds: 3) {
                _ = try FittedCausalModel(graph, fittedTo: train, options: full)
            },
            row: try medianTime(rounds: 501) { _ = try model.model.whatIf(numbers, under: change) },
            rowWithInterval: try medianTime(rounds: 51) {
                _ = try model.counterfactuals(of: unit, under: ["x": SimulatedWorld.change])
            },
            thousand: try medianTime(rounds: 11) { _ = try model.model.whatIf(test.table, under: change) },
            many: try medianTime(rounds: 5) { _ = try model.model.whatIf(many, under: change) },
            rmse: (squares.reduce(0, +) / Double(squares.count)).squareRoot(),
            coverage: coverage?.mean, coverageError: coverage?.error, forms: model.fits.mapValues(\.form.rawValue))
    }

    /// The share of intervals that hold the truth, of some units for each of some samples to learn from.
    private func coverage(_ world: SimulatedWorld, _ options: FittingOptions) throws -> (mean: Double, error: Double) {
        let shares = try (0..<Self.samples).map { try coverage(world, options, sample: $0) }
        let count = Double(shares.count)
        let mean = shares.reduce(0, +) / count
        let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return (mean, (variance / count).squareRoot())
    }

    private func coverage(_ world: SimulatedWorld, _ options: FittingOptions, sample: UInt64) throws -> Double {
        let train = try world.units(1_000, seed: 10 + sample)
        let test = try world.units(Self.unitsOfSample, seed: 2_000 + sample)
        let model = try FittedCausalModel(world.model.graph, fittedTo: train.table, options: options)
        let hits = try test.outcomes.indices.count { row in
            let found = try model.counterfactuals(of: values(test.table, row), under: ["x": SimulatedWorld.change])
            return found.last { $0.variable == "y" }?.interval?.contains(test.outcomes[row]) == true
        }
        return Double(hits) / Double(Self.unitsOfSample)
    }

    private func values(_ table: Table, _ row: Int) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0[row]) })
    }
}
