import Foundation
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

@Suite("Units of which not everything was observed")
struct WeighedUnitsTests {
    /// x ~ N(0, 1) and y = x + N(0, 1): seen y, x is N(y/2, 1/2) (conjugate normals).
    private static func sum() throws -> StructuralCausalModel<LinearMechanism> {
        try StructuralCausalModel([
            "x": LinearMechanism(LinearTrend([:]), noise: .normal(mean: 0, deviation: 1)),
            "y": LinearMechanism(LinearTrend(["x": 1]), noise: .normal(mean: 0, deviation: 1)),
            "z": LinearMechanism(LinearTrend(["x": 2, "y": 1]), noise: .normal(mean: 0, deviation: 1)),
        ])
    }

    /// The standard error of the mean of 50,000 weighed units of variance 1/2 is about 0.005 here; 0.03 allows for 6.
    @Test("The hidden cause has the mean and spread that Bayes gives it", arguments: [-1.0, 0, 2])
    func posterior(seen: Double) throws {
        let model = try Self.sum()
        let weighed = try model.abduct(partly: ["y": seen], count: 50_000, seed: 7)
        let hidden = try #require(try model.predict(weighed, under: .none)["x"])
        let (mean, low, high) = weighed.summary(of: hidden)
        #expect(abs(mean - seen / 2) < 0.03)
        let reach = 1.6449 * 0.5.squareRoot()
        #expect(abs(low - (seen / 2 - reach)) < 0.06 && abs(high - (seen / 2 + reach)) < 0.06)
        #expect(weighed.effectiveSampleSize > 5_000 && weighed.effectiveSampleSize < 50_000)
    }

    /// Without the weights the hidden cause keeps its prior: the control of the test before.
    @Test("Units that are not weighed miss what was seen")
    func unweighed() throws {
        let model = try Self.sum()
        let weighed = try model.abduct(partly: ["y": 2], count: 50_000, seed: 7)
        let hidden = try #require(try model.predict(weighed, under: .none)["x"])
        #expect(abs(hidden.reduce(0, +) / 50_000 - 1) > 0.9)
    }

    /// Seen y = 2 the noise of y is N(1, 1/2), so that y under do(x = 0) is it, and z = y + noise has variance 3/2.
    @Test("What would have been is carried by the noise that was likely")
    func counterfactual() throws {
        let model = try Self.sum()
        let weighed = try model.abduct(partly: ["y": 2], count: 50_000, seed: 3)
        let outcome = try model.predict(weighed, under: .do("x", 0))
        let (y, z) = (weighed.summary(of: outcome["y"] ?? []), weighed.summary(of: outcome["z"] ?? []))
        #expect(abs(y.mean - 1) < 0.03)
        #expect(abs(z.mean - 1) < 0.05 && abs((z.high - z.low) - 2 * 1.6449 * 1.5.squareRoot()) < 0.12)
    }

    @Test("All observed, the units are the one unit, to the bit")
    func exact() throws {
        let model = try Self.sum()
        let unit = ["x": 0.5, "y": -1, "z": 3]
        let weighed = try model.abduct(partly: unit, count: 4, seed: 1)
        let outcome = try model.predict(weighed, under: .do("x", 2))
        let single = try model.whatIf(unit, under: .do("x", 2))
        #expect(outcome.mapValues { Set($0) } == single.mapValues { [$0] })
        #expect(weighed.weights == [0.25, 0.25, 0.25, 0.25])
    }

    @Test("Evidence that no unit agrees with is refused")
    func impossible() throws {
        let model = try StructuralCausalModel([
            "x": LinearMechanism(LinearTrend([:]), noise: .uniform(0...1)),
            "y": LinearMechanism(LinearTrend(["x": 1]), noise: .uniform(0...1)),
        ])
        #expect(throws: CausalModelError.unlikelyEvidence(units: 1000)) {
            try model.abduct(partly: ["y": 3], count: 1000, seed: 1)
        }
        #expect(throws: CausalModelError.self) {
            try StructuralCausalModel(["x": AnyInvertibleMechanism(LinearMechanism(LinearTrend([:]), noise: .none))])
                .abduct(partly: ["x": 1], count: 10, seed: 1)
        }
    }
}

@Suite("Mechanisms through a link")
struct PostNonlinearTests {
    @Test(
        "Links are undone, and their slopes are those of differences",
        arguments: Link.allCases + [.power(0), .power(0.5), .power(1), .power(1.75), .power(2)])
    func links(link: Link) {
        for number in stride(from: -3.0, through: 3, by: 0.25) {
            #expect(abs(link.inverse(link(number)) - number) < 1e-9)
            let slope = (link(number + 1e-6) - link(number - 1e-6)) / 2e-6
            #expect(abs(link.logSlope(number) - log(slope)) < 1e-5)
        }
    }

    /// R: car::yjPower(c(3, -2), 0.5) and c(3, -2) at 2.
    @Test("Powers are those of Yeo and Johnson; a scale stretches a link about its centre")
    func powers() {
        #expect(abs(Link.power(0.5).inverse(3) - 2) < 1e-12)
        #expect(abs(Link.power(0.5).inverse(-2) + 2 / 3 * (3 * 3.0.squareRoot() - 1)) < 1e-12)
        #expect(abs(Link.power(2).inverse(3) - 7.5) < 1e-12 && abs(Link.power(2).inverse(-2) + log(3)) < 1e-12)
        #expect(Link.power(1)(-2.5) == -2.5 && Link.power(1)(2.5) == 2.5)
        let scaled = ScaledLink(.sinh, centre: 5, scale: 2)
        #expect(scaled(0) == 5 && abs(scaled.inverse(scaled(1.5)) - 1.5) < 1e-12)
        let slope = (scaled(1 + 1e-6) - scaled(1 - 1e-6)) / 2e-6
        #expect(abs(scaled.logSlope(1) - log(slope)) < 1e-5)
    }

    @Test("A model file names four links, and no other")
    func names() {
        #expect(Link.allCases.map(\.name) == ["identity", "exp", "logistic", "sinh"])
        #expect(Link(named: "exp") == .exp && Link(named: "power") == nil && Link(named: "") == nil)
    }

    /// By hand: the noise of 20 at x = 1 is log 20 - 2, so that at x = 3 the value is exp(log 20 + 4).
    @Test("What would have been passes through the link")
    func counterfactual() throws {
        let model = try StructuralCausalModel([
            "x": PostNonlinearMechanism(
                AdditiveNoiseMechanism(try Expression("0"), noise: .normal(mean: 0, deviation: 1)), through: .identity),
            "y": PostNonlinearMechanism(
                AdditiveNoiseMechanism(try Expression("2 * x"), noise: .normal(mean: 0, deviation: 1)), through: .exp),
        ])
        let found = try #require(try model.whatIf(["x": 1, "y": 20], under: .do("x", 3))["y"])
        #expect(abs(found / (20 * exp(4.0)) - 1) < 1e-12)
    }

    /// A density's sum over a fine grid is 1.
    @Test("Densities through a link integrate to 1", arguments: [Link.exp, .logistic])
    func densities(link: Link) throws {
        let mechanism = PostNonlinearMechanism(
            AdditiveNoiseMechanism(try Expression("0.3"), noise: .normal(mean: 0, deviation: 0.5)), through: link)
        let width = 1e-4, count = link == .exp ? 200_000 : 10_000
        let values = (0..<count).map { (Double($0) + 0.5) * width }
        let total = mechanism.logDensities([], values: values).reduce(0) { $0 + exp($1) * width }
        #expect(abs(total - 1) < 1e-4)
        #expect(mechanism.logDensities([], values: [-1]) == [-.infinity])
    }
}
