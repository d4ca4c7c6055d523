/// LpNormalization: lines along an axis divided by the sum of their magnitudes or by their length.
struct LengthNormalization: TensorOperator {
    private let axis: Int
    private let isEuclidean: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        axis = try node.attributes.integer("axis") ?? -1
        isEuclidean = try node.attributes.integer("p") ?? 2 == 2
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let view = AxisView(input.shape, axis: try input.shape.axis(axis))
        switch input.storage {
        case .float(let elements): return Tensor(checked: input.shape, .float(normalized(elements, view)))
        case .double(let elements): return Tensor(checked: input.shape, .double(normalized(elements, view)))
        case .int64, .bool, .string: throw input.wrongElements("floats")
        }
    }

    /// A line of zeros stays one.
    private func normalized<Number: BinaryFloatingPoint>(_ elements: [Number], _ view: AxisView) -> [Number] {
        var elements = elements
        for line in 0..<view.lineCount {
            let positions = (0..<view.length).map { view.position(line: line, $0) }
            let norm =
                isEuclidean
                ? positions.reduce(0) { $0 + elements[$1] * elements[$1] }.squareRoot()
                : positions.reduce(0) { $0 + abs(elements[$1]) }
            for position in positions where norm != 0 { elements[position] /= norm }
        }
        return elements
    }
}

extension LengthNormalization: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let input = try pass.inputs.tensor(0)
        let view = AxisView(input.shape, axis: try input.shape.axis(axis))
        let elements = try input.asDoubles()
        var sums = pass.adjoint
        for line in 0..<view.lineCount {
            let positions = (0..<view.length).map { view.position(line: line, $0) }
            let norm: NormSlope.Norm = isEuclidean ? .length : .sum
            let own = NormSlope(norm, of: positions.map { elements[$0] })
            for (position, sum) in zip(positions, own.adjoints(positions.map { pass.adjoint[$0] })) {
                sums[position] = sum
            }
        }
        return [sums]
    }
}

/// How a line of numbers divided by its norm changes with the numbers.
struct NormSlope {
    enum Norm { case maximum, sum, length }

    private let elements: [Double]
    private let norm: Double
    /// How the norm changes with each element.
    private let slopes: [Double]

    init(_ norm: Norm, of elements: [Double]) {
        self.elements = elements
        switch norm {
        case .maximum:
            let largest = elements.indices.max { elements[$0] < elements[$1] }
            self.norm = largest.map { elements[$0] } ?? 0
            slopes = elements.indices.map { $0 == largest ? 1 : 0 }
        case .sum:
            self.norm = elements.reduce(0) { $0 + abs($1) }
            slopes = elements.map { $0 < 0 ? -1 : 1 }
        case .length:
            let length = elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
            self.norm = length
            slopes = elements.map { $0 / length }
        }
    }

    /// A line whose norm is 0 is left as it is, and changes in jumps.
    func adjoints(_ given: [Double]) -> [Double] {
        guard norm != 0 else { return given.map { _ in 0 } }
        let total = zip(given, elements).reduce(0) { $0 + $1.0 * $1.1 } / norm
        return zip(given, slopes).map { ($0 - $1 * total) / norm }
    }
}
