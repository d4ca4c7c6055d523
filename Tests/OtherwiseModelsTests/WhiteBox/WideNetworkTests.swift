import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseModels

@Suite("Wide networks")
struct WideNetworkTests {
    @Test("A map that mixes no columns computes what its matrix written out does", arguments: UInt64(0)..<20)
    func diagonal(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in .random(in: -2...2, using: &generator) } }
        let width = Int.random(in: 1...5, using: &generator), rows = Int.random(in: 1...5, using: &generator)
        let (factors, summand, matrix) = (numbers(width), numbers(width), numbers(rows * width))
        let unit = (0..<width * width).map { Float($0 / width == $0 % width ? 1 : 0) }
        var thin = AffineMap(identity: width)
        var full = AffineMap(try LinearMap(coefficients: unit, intercepts: [Float](repeating: 0, count: width)))
        for step in 0..<2 {
            thin.precede(multiplyingBy: factors)
            full.precede(multiplyingBy: factors)
            thin.precede(adding: summand)
            full.precede(adding: summand)
            #expect(try thin.layer(behind: .relu).weights == full.layer(behind: .relu).weights)
            guard step == 0 else { break }
            try thin.precede(by: matrix, rows: rows)
            try full.precede(by: matrix, rows: rows)
            guard rows == width else { break }
        }
        let columns = Dictionary(uniqueKeysWithValues: (0..<rows).map { ($0, Double($0) + 0.5) })
        #expect(thin.effect(of: columns, magnitudes: columns) == full.effect(of: columns, magnitudes: columns))
        #expect(thin.biases == full.biases)
        #expect(thin.biasMagnitudes == full.biasMagnitudes)
    }

    /// Written out, the matrix of this map would take 8 TiB.
    @Test("A map of a million columns is not written out before it must be, and then refused")
    func million() throws {
        let width = 1 << 20
        var map = AffineMap(identity: width)
        map.precede(adding: [Double](repeating: 1, count: width))
        #expect(throws: OpaqueModel.tooManyWeights) { try map.layer(behind: .relu) }
        try map.precede(by: [Double](repeating: 2, count: width), rows: 1)
        #expect(map.effect(of: [0: 3], magnitudes: [:]).sums == [Double](repeating: 6, count: width))
        #expect(throws: OpaqueModel.tooManyWeights) {
            try map.precede(by: [Double](repeating: 0, count: 17), rows: 17)
        }
    }

    @Test("A network is seen through that is 2,000 units wide; one with two such activations in a row is not")
    func networks() throws {
        let schema = try Schema(
            features: (0..<2).map { Feature(name: "x\($0)", domain: .numeric(range: 0...1, step: nil)) })
        let single = try Self.model(width: 2_000, activations: ["Relu"])
        #expect(try NetworkBox(single, schema: schema).network.hiddenUnits == 2_000)
        let double = try Self.model(width: 5_000, activations: ["Relu", "Tanh"])
        #expect(throws: OpaqueModel.tooManyWeights) { try NetworkBox(double, schema: schema) }
    }

    @Test("A network with an infinite weight is not seen through")
    func infinite() throws {
        let schema = try Schema(
            features: (0..<2).map { Feature(name: "x\($0)", domain: .numeric(range: 0...1, step: nil)) })
        let model = try Self.model(width: 3, activations: ["Relu"], first: .infinity)
        let reason = #expect(throws: OpaqueModel.self) { try NetworkBox(model, schema: schema) }
        #expect(reason?.description.contains("finite") == true)
    }

    /// Two inputs, one dense layer, activations, and the sum of all units.
    private static func model(width: Int, activations: [String], first: Float = 0.5) throws -> ONNXDecisionModel {
        var builder = GraphBuilder(input: [0, 2])
        let weights = [first] + (1..<2 * width).map { Float($0 % 7) - 3 }
        builder.addConstant("W", floats: weights, dims: [2, Int64(width)])
        builder.addConstant("V", floats: [Float](repeating: 0.01, count: width), dims: [Int64(width), 1])
        builder.add("MatMul", ["X", "W"], ["h0"])
        for (place, activation) in activations.enumerated() {
            builder.add(activation, ["h\(place)"], ["h\(place + 1)"])
        }
        builder.add("MatMul", ["h\(activations.count)", "V"], ["Y"])
        builder.model.graph.output = [GraphBuilder.value("Y", shape: [0, 1])]
        let columns = (0..<2).map { ColumnProfile(name: "x\($0)", isNumeric: true) }
        return try ONNXDecisionModel(builder.read(), digest: nil, columns: columns)
    }
}
