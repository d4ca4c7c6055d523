/// `weights · x + biases` in double precision, with the magnitudes of what was multiplied and added up for it.
struct AffineMap {
    private var weights: WeightMatrix
    private var weightMagnitudes: WeightMatrix
    private(set) var biases: [Double]
    private(set) var biasMagnitudes: [Double]
    /// How often sums of products behind the first one round.
    private(set) var roundings = 0
    private var hasProduct: Bool

    /// The map that changes nothing.
    init(identity width: Int) {
        weights = .diagonal([Double](repeating: 1, count: width))
        biases = [Double](repeating: 0, count: width)
        (weightMagnitudes, biasMagnitudes, hasProduct) = (weights, biases, false)
    }

    init(_ map: LinearMap) {
        let coefficients = map.coefficients.map(Double.init)
        weights = .dense(coefficients, inputs: map.columns)
        weightMagnitudes = .dense(coefficients.map(abs), inputs: map.columns)
        biases = map.intercepts.map(Double.init)
        (biasMagnitudes, hasProduct) = (biases.map(abs), true)
    }

    var inputs: Int { weights.inputs }
    var outputs: Int { biases.count }

    /// This map behind an addition of `summand`, `[inputs]`.
    mutating func precede(adding summand: [Double]) {
        let (weights, magnitudes) = (weights, weightMagnitudes)
        weights.forEachFactor { biases[$0] += $2 * summand[$1] }
        magnitudes.forEachFactor { biasMagnitudes[$0] += $2 * abs(summand[$1]) }
    }

    /// This map behind a multiplication by `factors`, `[inputs]`.
    mutating func precede(multiplyingBy factors: [Double]) {
        weights.scaleColumns(by: factors)
        weightMagnitudes.scaleColumns(by: factors.map(abs))
    }

    /// This map behind the product of a row with `matrix`, row-major `[rows × inputs]`.
    ///
    /// - Throws: `OpaqueModel` where the product is too large.
    mutating func precede(by matrix: [Double], rows: Int) throws(OpaqueModel) {
        if hasProduct { roundings += inputs + 2 }
        weights = try weights.product(withTransposed: matrix, rows: rows, outputs: outputs)
        weightMagnitudes = try weightMagnitudes.product(
            withTransposed: matrix.map(abs), rows: rows, outputs: outputs)
        hasProduct = true
    }

    /// This map behind an activation.
    ///
    /// - Throws: `OpaqueModel` for weights that are too many, or not finite.
    func layer(behind activation: Activation) throws(OpaqueModel) -> FeatureNetwork.Layer {
        try checkFinite()
        return FeatureNetwork.Layer(
            activation, weights: try weights.elements, weightMagnitudes: try weightMagnitudes.elements, biases: biases,
            biasMagnitudes: biasMagnitudes, roundings: inputs + roundings + 2)
    }

    /// - Throws: `OpaqueModel` where a weight or a bias is infinite or no number: nothing can be proved about it.
    func checkFinite() throws(OpaqueModel) {
        guard weightMagnitudes.isFinite, biasMagnitudes.allSatisfy(\.isFinite) else {
            throw OpaqueModel("a weight of its layers is not a finite number")
        }
    }

    /// The effect of columns, with `magnitudes` for what they were computed from.
    func effect(of columns: [Int: Double], magnitudes: [Int: Double]) -> FeatureNetwork.Effect {
        FeatureNetwork.Effect(
            sums: sums(of: columns, by: weights), magnitudes: sums(of: magnitudes, by: weightMagnitudes))
    }

    /// In the order of the columns, so that every run rounds alike.
    private func sums(of columns: [Int: Double], by weights: WeightMatrix) -> [Double] {
        let terms = columns.sorted { $0.key < $1.key }
        return biases.indices.map { output in
            terms.reduce(0) { $0 + weights.factor(output, $1.key) * $1.value }
        }
    }
}
