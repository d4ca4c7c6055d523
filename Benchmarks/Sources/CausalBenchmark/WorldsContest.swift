import Foundation
import Otherwise
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTesting

/// Known models: 1,000 rows to learn from, 1,000 other units to ask about.
struct WorldsContest {
    let folder: URL

    private static let samples: UInt64 = 5

    func run() throws {
        var results: [Result] = []
        for world in SimulatedWorld.allCases {
            let train = try world.units(1_000, seed: 1), test = try world.units(1_000, seed: 1_001)
            try WorldFiles(model: world.model, setting: 0.5).write(
                train.table, test, to: folder.appending(path: world.rawValue))
            for (kind, forms) in Self.kinds { results.append(try result(world, kind, forms, train.table, test)) }
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
        /// Of 90% intervals, over some samples to learn from.
        let coverage: Double
        let forms: [String: String]
    }

    private func result(
        _ world: SimulatedWorld, _ kind: String, _ forms: Set<MechanismForm>, _ train: Table,
        _ test: (table: Table, outcomes: [Double])
    ) throws -> Result {
        let graph = try world.model.graph
        let bare = FittingOptions(draws: 0, forms: forms), full = FittingOptions(forms: forms)
        let model = try FittedCausalModel(graph, fittedTo: train, options: full)
        let change = NumericIntervention.do("x", 0.5)
        let unit = values(test.table, 0)
        let numbers = unit.compactMapValues(\.number)
        let many = try repeated(test.table, 100)
        let answers = try model.model.whatIf(test.table, under: change)["y"]
        let squares = test.outcomes.indices.map { row in
            let distance = (answers?[row].number ?? .nan) - test.outcomes[row]
            return distance * distance
        }
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
            coverage: try coverage(world, full), forms: model.fits.mapValues(\.form.rawValue))
    }

    /// The share of intervals that hold the truth, of 1,000 units for each of some samples to learn from.
    private func coverage(_ world: SimulatedWorld, _ options: FittingOptions) throws -> Double {
        var hits = 0
        for sample in 0..<Self.samples {
            let train = try world.units(1_000, seed: 10 + sample), test = try world.units(1_000, seed: 2_000 + sample)
            let model = try FittedCausalModel(world.model.graph, fittedTo: train.table, options: options)
            for row in 0..<1_000 {
                let found = try model.counterfactuals(
                    of: values(test.table, row), under: ["x": SimulatedWorld.change])
                if found.last(where: { $0.variable == "y" })?.interval?.contains(test.outcomes[row]) == true {
                    hits += 1
                }
            }
        }
        return Double(hits) / Double(Self.samples) / 1_000
    }

    private func values(_ table: Table, _ row: Int) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0[row]) })
    }

    private func repeated(_ table: Table, _ times: Int) throws -> Table {
        try Table(
            columns: table.columns.map { column in
                let own = (0..<column.count).compactMap { column[$0].number }
                return Column(name: column.name, storage: .numbers((0..<times).flatMap { _ in own }))
            })
    }
}
