import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTesting
import Testing

@Suite("Effects of a treatment of several levels")
struct SeveralLevelsTests {
    /// A drug, another, and none; the drugs are given by age and weight.
    private static func table(
        _ count: Int, seed: UInt64, names: [String] = ["none", "drug", "other"]
    ) throws -> Table {
        let study = try SimulatedStudy.levels.draw(count, seed: seed)
        return try Table(columns: [
            Column(
                name: "given", values: study.treatment.map { .category(names[Int($0)]) }, isNumeric: false),
            Column(name: "y", storage: .numbers(study.outcome)),
            Column(name: "x", storage: .numbers(study.covariates[0].values)),
            Column(name: "w", storage: .numbers(study.covariates[1].values)),
        ])
    }

    private static let graph = "x -> given -> y; x -> y; w -> given; w -> y"

    @Test(
        "Every estimator compares two of three levels, for everyone and for the treated",
        arguments: [EstimationMethod.regression, .weighting, .doublyRobust], ["ATE", "ATT"])
    func asked(method: EstimationMethod, kind: String) throws {
        let question = try CausalQuestion("\(kind) of given=drug vs none on y")
        let report = try EffectAnalysis(question, graph: GraphDocument(reading: Self.graph), Self.table(4_000, seed: 3))
            .report(method)
        let truth = SimulatedStudy.levels.effect(on: kind == "ATE" ? .everyone : .treated)
        // Four standard errors.
        #expect(abs(report.estimate.value - truth) < 4 * report.estimate.standardError, "\(report.estimate)")
        #expect(report.active == "drug" && report.baseline == "none")
        #expect(report.rows == 4_000 || kind == "ATT")
        let bare = try #require(report.others.first { $0.method == .unadjusted }).estimate
        #expect(abs(bare.value - truth) > 4 * bare.standardError)
        #expect(report.overlap?.treated.count ?? 0 > 1_000)
    }

    @Test("Levels that look like numbers are asked for like others, and one that never occurs is refused")
    func numbered() throws {
        let graph = try GraphDocument(reading: Self.graph)
        let named = try EffectAnalysis(
            CausalQuestion("ATE of given=drug vs none on y"), graph: graph, Self.table(800, seed: 3)
        ).report(.doublyRobust)
        let table = try Self.table(800, seed: 3, names: ["none", "1", "2"])
        let numbered = try EffectAnalysis(CausalQuestion("ATE of given=1 vs none on y"), graph: graph, table)
            .report(.doublyRobust)
        #expect(abs(numbered.estimate.value - named.estimate.value) < 1e-9 && numbered.active == "1")
        let strange = try CausalQuestion("ATE of given=3 vs none on y")
        #expect(throws: EstimationError.self) { try EffectAnalysis(strange, graph: graph, table).report(.regression) }
    }

    /// Units of the third level are part of everyone, and the effect is another among them.
    @Test("Leaving out the rows of other levels, as one might, is wrong for everyone")
    func restricted() throws {
        var (hits, restricted) = (0, 0)
        for seed in 0..<200 {
            let study = try SimulatedStudy.levels.draw(1_000, seed: UInt64(seed))
            let found = try study.estimate(.regression)
            if (found.lower...found.upper).contains(1) { hits += 1 }
            let rows = study.treatment.indices.filter { study.treatment[$0] != 2 }
            let part = try Study(
                treatment: rows.map { study.treatment[$0] }, outcome: rows.map { study.outcome[$0] },
                covariates: study.covariates.map { column in
                    Regressor(column.name, rows.map { column.values[$0] })
                }
            ).estimate(.regression)
            if (part.lower...part.upper).contains(1) { restricted += 1 }
        }
        // Of 200 at 95%, fewer than 178 are seen once in 1,000 suites.
        #expect(hits >= 178 && restricted < 150, "\(hits) \(restricted)")
    }

    @Test("Two levels of a treatment of numbers give what a binary study gives, to rounding")
    func binary() throws {
        let study = try SimulatedStudy.backDoor.draw(400, seed: 5)
        let same = try Study(
            treatment: study.treatment, outcome: study.outcome, covariates: study.covariates, hasLevels: true)
        for method in [EstimationMethod.regression, .weighting, .doublyRobust] {
            #expect(try study.estimate(method) == same.estimate(method))
        }
    }

    @Test("A front door carries the effect of one of three levels against another")
    func frontDoor() throws {
        let study = try SimulatedStudy.frontDoor.draw(3_000, seed: 2)
        // The untreated of every third row are told apart by name alone; nothing else sets them apart.
        let named = study.treatment.indices.map { study.treatment[$0] == 0 && $0 % 3 == 0 ? 2 : study.treatment[$0] }
        let found = try Study(
            treatment: named, outcome: study.outcome, mediators: study.mediators, hasLevels: true
        ).estimate(.frontDoor)
        #expect(abs(found.value - 1.5) < 4 * found.standardError && found.standardError < 0.2, "\(found)")
    }

    @Test("Refutations and sensitivity take several levels, and a placebo has no effect")
    func refuted() throws {
        let question = try CausalQuestion("ATE of given=drug vs none on y")
        let report = try EffectAnalysis(question, graph: GraphDocument(reading: Self.graph), Self.table(600, seed: 7))
            .report(.regression, refuting: true)
        #expect(report.refutations.count == 3 && report.refutations.allSatisfy(\.stands), "\(report.refutations)")
        #expect(report.sensitivity?.eValue ?? 0 > 1.5)
    }

    @Test("What is not said, cannot be, or is told apart is refused with the way out")
    func faults() throws {
        let table = try Self.table(300, seed: 1)
        func message(_ question: String, _ table: Table, _ graph: String = Self.graph) -> String {
            do {
                return
                    "\(try EffectAnalysis(CausalQuestion(question), graph: GraphDocument(reading: graph), table).report())"
            } catch {
                return "\(error)"
            }
        }
        #expect(message("ATE of given on y", table).contains("Name the two to compare: given=drug vs none"))
        #expect(message("ATE of given=drug on y", table).contains("Name the two to compare"))
        #expect(message("ATE of given=drug vs magic on y", table).contains("never is 'magic'"))
        let coin = Column(name: "z", storage: .numbers((0..<300).map { Double($0 % 2) }))
        let moved = try Table(columns: table.columns + [coin])
        #expect(
            message("ATE of given=drug vs none on y", moved, "z -> given -> y; given <-> y").contains(
                "more than two levels"))
        let apart = Column(
            name: "x", storage: .numbers((0..<300).map { row in table["given"]?[row] == .category("drug") ? 1 : 0 }))
        let told = try Table(columns: table.columns.filter { $0.name != "x" } + [apart])
        #expect(message("ATE of given=drug vs none on y", told).contains("tells the levels of the treatment apart"))
    }
}
