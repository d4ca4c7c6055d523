/// `weights · x + biases` in double precision, with the magnitudes of what was multiplied and added up for it.
struct AffineMap {
    /// Row-major `[outputs × inputs]`.
    private(set) var weights: [Double]
    private(set) var weightMagnitudes: [Double]
    private(set) var biases: [Double]
    private(set) var biasMagnitudes: [Double]
    private(set) var inputs: Int
    /// How often sums of products behind the first one round.
    private(set) var roundings = 0
    private var hasProduct: Bool

    /// The map that changes nothing.
    init(identity width: Int) {
        weights = (0..<width * width).map { $0 / width == $0 % width ? 1 : 0 }
        biases = [Double](repeating: 0, count: width)
        (weightMagnitudes, biasMagnitudes, inputs, hasProduct) = (weights, biases, width, false)
    }

    init(_ map: LinearMap) {
        weights = map.coefficients.map(Double.init)
        biases = map.intercepts.map(Double.init)
        (weightMagnitudes, biasMagnitudes) = (weights.map(abs), biases.map(abs))
        (inputs, hasProduct) = (map.columns, true)
    }

    var outputs: Int { biases.count }

    /// This map behind an addition of `summand`, `[inputs]`.
    mutating func precede(adding summand: [Double]) {
        for place in weights.indices {
            let (output, input) = (place / inputs, place % inputs)
            biases[output] += weights[place] * summand[input]
            biasMagnitudes[output] += weightMagnitudes[place] * abs(summand[input])
        }
    }

    /// This map behind a multiplication by `factors`, `[inputs]`.
    mutating func precede(multiplyingBy factors: [Double]) {
        for place in weights.indices {
            weights[place] *= factors[place % inputs]
            weightMagnitudes[place] *= abs(factors[place % inputs])
        }
    }

    /// This map behind the product of a row with `matrix`, row-major `[rows × inputs]`.
    mutating func precede(by matrix: [Double], rows: Int) {
        if hasProduct { roundings += inputs + 2 }
        weights = Self.product(weights, matrix, inner: inputs, rows: rows)
        weightMagnitudes = Self.product(weightMagnitudes, matrix.map(abs), inner: inputs, rows: rows)
        (inputs, hasProduct) = (rows, true)
    }

    /// `left · matrixᵀ`.
    private static func product(_ left: [Double], _ matrix: [Double], inner: Int, rows: Int) -> [Double] {
        (0..<left.count / max(inner, 1)).flatMap { output in
            (0..<rows).map { row in
                (0..<inner).reduce(0) { $0 + left[output * inner + $1] * matrix[row * inner + $1] }
            }
        }
    }

    /// The effect of columns, with `magnitudes` for what they were computed from.
    func effect(of columns: [Int: Double], magnitudes: [Int: Double]) -> FeatureNetwork.Effect {
        FeatureNetwork.Effect(
            sums: sums(of: columns, by: weights), magnitudes: sums(of: magnitudes, by: weightMagnitudes))
    }

    /// In the order of the columns, so that every run rounds alike.
    private func sums(of columns: [Int: Double], by factors: [Double]) -> [Double] {
        let terms = columns.sorted { $0.key < $1.key }
        return biases.indices.map { output in
            terms.reduce(0) { $0 + factors[output * inputs + $1.key] * $1.value }
        }
    }
}
