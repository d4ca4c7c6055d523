/// A matrix of weights. One that mixes no columns, as behind every activation, is kept as its diagonal alone: written
/// out, the square of a layer's width may take more memory than the whole model.
enum WeightMatrix {
    /// As many outputs as inputs.
    case diagonal([Double])
    /// Row-major `[outputs × inputs]`.
    case dense([Double], inputs: Int)

    /// The most weights that are written out, and the most that the layers of a network have altogether. A weight is kept
    /// with its magnitude, 16 bytes: 256 MiB.
    static let mostWeights = 1 << 24
    /// The most products that two matrices are made one by: some seconds.
    static let mostProducts = 1 << 32

    var inputs: Int {
        switch self {
        case .diagonal(let factors): factors.count
        case .dense(_, let inputs): inputs
        }
    }

    func factor(_ output: Int, _ input: Int) -> Double {
        switch self {
        case .diagonal(let factors): output == input ? factors[output] : 0
        case .dense(let weights, let inputs): weights[output * inputs + input]
        }
    }

    var isFinite: Bool {
        switch self {
        case .diagonal(let factors), .dense(let factors, _): factors.allSatisfy(\.isFinite)
        }
    }

    /// Calls `body` with every factor that may differ from 0, by output and then by input.
    func forEachFactor(_ body: (_ output: Int, _ input: Int, _ factor: Double) -> Void) {
        switch self {
        case .diagonal(let factors): for (place, factor) in factors.enumerated() { body(place, place, factor) }
        case .dense(let weights, let inputs):
            for (place, weight) in weights.enumerated() { body(place / inputs, place % inputs, weight) }
        }
    }

    /// Multiplies every column by its factor.
    mutating func scaleColumns(by factors: [Double]) {
        switch self {
        case .diagonal(let own): self = .diagonal(zip(own, factors).map(*))
        case .dense(var weights, let inputs):
            for place in weights.indices { weights[place] *= factors[place % inputs] }
            self = .dense(weights, inputs: inputs)
        }
    }

    /// `self · matrixᵀ`, with `matrix` row-major `[rows × inputs]`.
    ///
    /// - Throws: `OpaqueModel` above `mostWeights` or `mostProducts`.
    func product(withTransposed matrix: [Double], rows: Int, outputs: Int) throws(OpaqueModel) -> WeightMatrix {
        let count = outputs.multipliedReportingOverflow(by: rows)
        guard !count.overflow, count.partialValue <= Self.mostWeights else { throw .tooManyWeights }
        switch self {
        case .diagonal(let factors):
            return .dense(Self.product(ofDiagonal: factors, matrix, rows: rows), inputs: rows)
        case .dense(let weights, let inner):
            guard count.partialValue <= Self.mostProducts / max(inner, 1) else { throw .tooManyWeights }
            return .dense(Self.product(weights, matrix, inner: inner, outputs: outputs, rows: rows), inputs: rows)
        }
    }

    private static func product(ofDiagonal factors: [Double], _ matrix: [Double], rows: Int) -> [Double] {
        var products: [Double] = []
        products.reserveCapacity(factors.count * rows)
        for (output, factor) in factors.enumerated() {
            for row in 0..<rows { products.append(factor * matrix[row * factors.count + output]) }
        }
        return products
    }

    private static func product(
        _ left: [Double], _ matrix: [Double], inner: Int, outputs: Int, rows: Int
    ) -> [Double] {
        var products: [Double] = []
        products.reserveCapacity(outputs * rows)
        for output in 0..<outputs {
            for row in 0..<rows {
                var sum = 0.0
                for place in 0..<inner { sum += left[output * inner + place] * matrix[row * inner + place] }
                products.append(sum)
            }
        }
        return products
    }

    /// Row-major `[outputs × inputs]`.
    ///
    /// - Throws: `OpaqueModel` above `mostWeights`.
    var elements: [Double] {
        get throws(OpaqueModel) {
            switch self {
            case .dense(let weights, _): return weights
            case .diagonal(let factors):
                guard factors.count <= Self.mostWeights / max(factors.count, 1) else { throw .tooManyWeights }
                var weights = [Double](repeating: 0, count: factors.count * factors.count)
                for (place, factor) in factors.enumerated() { weights[place * factors.count + place] = factor }
                return weights
            }
        }
    }
}

extension OpaqueModel {
    /// Said of what would take more memory, or more time, than an answer is worth.
    static let tooManyWeights = OpaqueModel(
        "its layers come to more than 16,777,216 weights (256 MiB), the most that a proof is tried for")
}
