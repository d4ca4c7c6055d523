import OtherwiseEstimation
import OtherwiseTesting

/// How often 95% intervals hold the true effect, for each estimator in the worlds that suit it, and without adjustment.
struct CoverageTable {
    let runs: Int

    func run() throws {
        print("| world | estimator | population | units | covered | unadjusted |")
        print("|---|---|---|--:|--:|--:|")
        for world in SimulatedStudy.allCases {
            for (method, population) in world.questions {
                for units in [200, 1_000] { try print(row(world, method, population, units)) }
            }
        }
    }

    private func row(
        _ world: SimulatedStudy, _ method: EstimationMethod, _ population: Population, _ units: Int
    ) throws -> String {
        let truth = world.effect(on: population)
        var hits = (method: 0, unadjusted: 0)
        for run in 0..<runs {
            let study = try world.draw(units, seed: UInt64(run))
            let found = try study.estimate(method, for: population)
            let bare = try study.estimate(.unadjusted)
            if (found.lower...found.upper).contains(truth) { hits.method += 1 }
            if (bare.lower...bare.upper).contains(truth) { hits.unadjusted += 1 }
        }
        func share(_ hits: Int) -> String {
            let tenths = (1_000 * hits + runs / 2) / runs
            return "\(tenths / 10).\(tenths % 10)%"
        }
        return
            "| \(world.rawValue) | \(method.title) | \(population.rawValue) | \(units) | \(share(hits.method)) | \(share(hits.unadjusted)) |"
    }
}
