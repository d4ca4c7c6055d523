import OtherwiseNumerics
import Testing

@testable import OtherwiseModels

@Suite("Derivatives of operators")
struct OperatorDerivativeTests {
    /// Central differences in double precision: rounding adds `2⁻⁵² · |f| / step ≈ 1e-11`, curvature
    /// `step² · |f'''| / 6 ≈ 1e-9` for third derivatives of 60.
    static let step = 1e-5
    static let tolerance = 1e-7

    @Test("A gradient equals the central difference", arguments: DerivativeCase.all)
    func equalsDifference(_ example: DerivativeCase) throws {
        for seed in 0..<4 {
            let trial = try Trial(example, seed: UInt64(seed))
            #expect(trial.largestDifference(of: try trial.gradient()) < Self.tolerance, "seed \(seed)")
        }
    }

    @Test("A gradient with one wrong factor would be seen", arguments: DerivativeCase.all)
    func wrongFactorIsSeen(_ example: DerivativeCase) throws {
        let trial = try Trial(example, seed: 0)
        var gradient = try trial.gradient()
        let steepest = try #require(gradient.indices.max { abs(gradient[$0]) < abs(gradient[$1]) })
        gradient[steepest] += 1e-4 * max(1, abs(gradient[steepest]))
        #expect(trial.largestDifference(of: gradient) > Self.tolerance)
    }

    /// One point and one weighing of the outputs.
    private struct Trial {
        let model: ONNXModel
        let pullback: GraphPullback
        let point: [Double]
        let weights: [Double]

        /// Points between 0.2 and 3, where logarithms and roots exist, apart from the kinks at 2.
        init(_ example: DerivativeCase, seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            model = try example.model()
            pullback = try GraphPullback(of: "Y", in: model)
            point = (0..<6).map { _ in Double.random(in: 0.2...3, using: &generator) }
            let inputs = ["X": try Tensor(shape: [2, 3], .double(point))]
            let count = try model.run(inputs)["Y"]?.tensor.count ?? 0
            weights = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
        }

        func gradient() throws -> [Double] {
            let inputs = ["X": try Tensor(shape: [2, 3], .double(point))]
            let weights = weights
            return try pullback.gradients(at: inputs) { _ in weights }.gradients["X"]?.asDoubles() ?? []
        }

        func value(at point: [Double]) throws -> Double {
            let output = try model.run(["X": try Tensor(shape: [2, 3], .double(point))])["Y"]?.tensor.asDoubles() ?? []
            return zip(output, weights).reduce(0) { $0 + $1.0 * $1.1 }
        }

        /// Relative to a gradient above 1.
        func largestDifference(of gradient: [Double]) -> Double {
            var largest = 0.0
            for place in point.indices {
                var (below, above) = (point, point)
                below[place] -= step
                above[place] += step
                guard let low = try? value(at: below), let high = try? value(at: above), gradient.count == 6 else {
                    return .infinity
                }
                let difference = (high - low) / (2 * step)
                largest = max(largest, abs(gradient[place] - difference) / max(1, abs(difference)))
            }
            return largest
        }
    }

    @Test(
        "An operator that moves in jumps stops the gradient, and one without a derivative refuses",
        arguments: ["Floor", "Round", "Sign", "TopK", "ReduceProd"])
    func refused(_ operatorType: String) throws {
        var builder = GraphBuilder()
        builder.addConstant("k", [1])
        builder.add(operatorType, operatorType == "TopK" ? ["X", "k"] : ["X"], ["Y"])
        let error = #expect(throws: ModelError.self) { try GraphPullback(of: "Y", in: builder.read()) }
        #expect(error?.code == .notDifferentiable)
    }

    @Test("What the gradient is refused for is named")
    func refusalNamesTheNode() throws {
        var builder = GraphBuilder()
        builder.addConstant("k", [1])
        builder.add("TopK", ["X", "k"], ["Y"])
        let error = #expect(throws: ModelError.self) { try GraphPullback(of: "Y", in: builder.read()) }
        #expect(error?.place.operatorType == "TopK")
        #expect(throws: ModelError.self) { try GraphPullback(of: "Z", in: builder.read()) }
    }
}
