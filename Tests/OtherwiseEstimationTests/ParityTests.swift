import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

@Suite("Effects beside statsmodels, DoWhy and EconML")
struct ParityTests {
    /// statsmodels leaves out the correction of small samples, and finds its optimum to about 1e-6. Where it clips
    /// propensities or its matrix of moments is singular, the reference is worked out from its fits alone.
    @Test(
        "Regression adjustment and weighting, with their errors",
        arguments: ["lalonde", "ihdp"], [EstimationMethod.regression, .weighting])
    func adjustment(table: String, method: EstimationMethod) throws {
        let isInfants = table == "ihdp"
        let study = try Tables.study(
            table, isInfants ? "ATE of treat on outcome" : "ATE of treat on re78", without: ["effect"])
        let known = try Tables.references()[table] ?? [:]
        for population in [Population.everyone, .treated] {
            let name = "\(method == .regression ? "ra" : "ipw") \(population.rawValue)"
            let reference = try #require(known[name])
            let found = try study.estimate(method, for: population)
            #expect(abs(found.value / reference.value - 1) < 1e-5, "\(name): \(found) \(reference)")
            guard let error = reference.error else { continue }
            let parameters = method == .regression ? 2 * study.design.columns : study.design.columns + 2
            let correction = (Double(study.count) / Double(study.count - parameters)).squareRoot()
            #expect(abs(found.standardError / correction / error - 1) < 1e-3, "\(name): \(found) \(reference)")
        }
    }

    /// Without folds, as statsmodels has it; its error also takes in those of the fits, which vanish as data grow.
    @Test("The doubly robust estimate", arguments: ["lalonde", "ihdp"])
    func doublyRobust(table: String) throws {
        let isInfants = table == "ihdp"
        let study = try Tables.study(
            table, isInfants ? "ATE of treat on outcome" : "ATE of treat on re78", without: ["effect"])
        let reference = try #require(try Tables.references()[table]?["aipw everyone"])
        let found = try study.doublyRobust(for: .everyone, folds: 1, splits: 1, seed: 1)
        #expect(abs(found.value / reference.value - 1) < 1e-5, "\(found) \(reference)")
        if !isInfants { #expect(abs(found.standardError / (reference.error ?? 0) - 1) < 0.02, "\(found) \(reference)") }
    }

    /// Each splits at random: 5 splits' mean against one of EconML's, four deviations.
    @Test("Cross-fitting agrees with EconML's within what the split moves")
    func crossFitting() throws {
        let study = try Tables.study("lalonde", "ATE of treat on re78")
        let reference = try #require(try Tables.references()["lalonde"]?["econml"])
        let found = try study.estimate(.doublyRobust)
        #expect(abs(found.value - reference.value) < 4 * (reference.spread ?? 0) / 5.0.squareRoot())
    }

    @Test("DoWhy's weighting and front door, to what it stops at")
    func dowhy() throws {
        let known = try Tables.references()
        let study = try Tables.study("lalonde", "ATE of treat on re78")
        let weighted = try #require(known["lalonde"]?["dowhy ipw"])
        // DoWhy's propensity is that of scikit-learn, which shrinks by a unit of penalty: a share of 1e-3 here.
        #expect(abs(try study.estimate(.weighting).value / weighted.value - 1) < 2e-3)
        let table = try Tables.read("Tests/Fixtures/effects/front_door.csv")
        let analysis = try EffectAnalysis(
            CausalQuestion("ATE of dose on response"),
            graph: GraphDocument(reading: "dose -> level -> response; dose <-> response"), table)
        #expect(analysis.route == .frontDoor(["level"]))
        let found = try analysis.report()
        let other = try #require(known["front_door"]?["dowhy"])
        // DoWhy's second stage leaves the treatment in; so do we: the same product of slopes.
        #expect(abs(found.estimate.value - other.value) < 1e-9, "\(found.estimate) \(other)")
    }

    @Test("Two-stage least squares and the slope, with robust errors")
    func instruments() throws {
        let known = try Tables.references()["college"] ?? [:]
        let table = try Tables.effects("college")
        let names = ["exper", "black", "south", "married", "smsa"]
        let reader = try StudyReader(table, columns: Set(table.columns.map(\.name)))
        #expect(reader.leftOut == 7)
        let plain = try reader.regressors(["educ", "lwage"])
        let study = try Study(
            treatment: plain[0].values, outcome: plain[1].values, covariates: reader.regressors(Set(names)),
            instruments: reader.regressors(["nearc4"]))
        let slope = try #require(known["slope"]), staged = try #require(known["2sls"])
        for (found, reference) in [(try study.estimate(.regression), slope), (try study.estimate(.twoStage), staged)] {
            #expect(abs(found.value / reference.value - 1) < 1e-8)
            #expect(abs(found.standardError / (reference.error ?? 0) - 1) < 1e-6)
        }
        let strength = try study.twoStage(for: .everyone).strength
        #expect(abs(strength / (staged.strength ?? 0) - 1) < 1e-6)
        let bare = try Study(
            treatment: study.treatment, outcome: study.outcome, instruments: study.instruments)
        #expect(abs(try bare.estimate(.twoStage).value / (staged.dowhy ?? 0) - 1) < 1e-8)
    }
}
