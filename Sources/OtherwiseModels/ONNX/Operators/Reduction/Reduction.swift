import Foundation

/// ReduceSum and its like: one number for all elements along some axes.
struct Reduction: TensorOperator {
    private let name: Name
    private let axes: IndexSetting
    private let keepsDimensions: Bool
    private let noAxesMeansNone: Bool

    enum Name: String, CaseIterable {
        case sum = "ReduceSum", mean = "ReduceMean", product = "ReduceProd"
        case maximum = "ReduceMax", minimum = "ReduceMin"
        case sumOfSquares = "ReduceSumSquare", absoluteSum = "ReduceL1", length = "ReduceL2"
        case logarithmOfSum = "ReduceLogSum", logarithmOfExponentials = "ReduceLogSumExp"
    }

    init(_ node: OperatorNode) throws(ModelError) {
        name = try node.named()
        axes = try IndexSetting(node, "axes", input: 1)
        keepsDimensions = try node.attributes.flag("keepdims", default: true)
        noAxesMeansNone = try node.attributes.flag("noop_with_empty_axes", default: false)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        guard let reduced = try reducedAxes(of: input, inputs) else { return input }
        let lines = input.transposed(input.shape.indices.filter { !reduced.contains($0) } + reduced.sorted())
        let shape = input.shape.indices.compactMap {
            !reduced.contains($0) ? input.shape[$0] : keepsDimensions ? 1 : nil
        }
        let length = reduced.reduce(1) { $0 * input.shape[$1] }
        return Tensor(checked: shape, try reduce(lines.storage, lines: shape.reduce(1, *), length: length))
    }

    /// `nil` where nothing is reduced.
    private func reducedAxes(of input: Tensor, _ inputs: OperatorInputs) throws(ModelError) -> Set<Int>? {
        let named = try axes.indices(inputs) ?? []
        if named.isEmpty && noAxesMeansNone { return nil }
        return named.isEmpty ? Set(input.shape.indices) : try input.shape.axes(named)
    }

    private func reduce(_ storage: Tensor.Storage, lines: Int, length: Int) throws(ModelError) -> Tensor.Storage {
        let ranges = (0..<lines).map { $0 * length..<($0 + 1) * length }
        switch storage {
        case .float(let elements): return .float(ranges.map { reduce(elements[$0], exp, log) })
        case .double(let elements): return .double(ranges.map { reduce(elements[$0], exp, log) })
        case .int64(let elements):
            var results: [Int64] = []
            for range in ranges { results.append(try reduce(elements[range])) }
            return .int64(results)
        case .bool, .string:
            throw .mismatch("Elements of type \(storage.elementType) were given where numbers were expected")
        }
    }

    private func reduce<Number: BinaryFloatingPoint>(
        _ line: ArraySlice<Number>, _ exp: (Number) -> Number, _ log: (Number) -> Number
    ) -> Number {
        switch name {
        case .sum: return line.reduce(0, +)
        case .mean: return line.reduce(0, +) / Number(line.count)
        case .product: return line.reduce(1, *)
        // A NaN counts only if it comes first, as in ONNX Runtime.
        case .maximum: return line.dropFirst().reduce(line.first ?? -.infinity) { $1 > $0 ? $1 : $0 }
        case .minimum: return line.dropFirst().reduce(line.first ?? .infinity) { $1 < $0 ? $1 : $0 }
        case .sumOfSquares: return line.reduce(0) { $0 + $1 * $1 }
        case .absoluteSum: return line.reduce(0) { $0 + abs($1) }
        case .length: return line.reduce(0) { $0 + $1 * $1 }.squareRoot()
        case .logarithmOfSum: return log(line.reduce(0, +))
        case .logarithmOfExponentials:
            let largest = line.reduce(-.infinity) { $1 > $0 ? $1 : $0 }
            let centre = largest.isFinite ? largest : 0
            return centre + log(line.reduce(0) { $0 + exp($1 - centre) })
        }
    }

    private func reduce(_ line: ArraySlice<Int64>) throws(ModelError) -> Int64 {
        switch name {
        case .sum: return line.reduce(0, &+)
        case .mean:
            return line.isEmpty ? 0 : line.reduce(0, &+).dividedReportingOverflow(by: Int64(line.count)).partialValue
        case .product: return line.reduce(1, &*)
        case .maximum: return line.max() ?? .min
        case .minimum: return line.min() ?? .max
        case .sumOfSquares: return line.reduce(0) { $0 &+ $1 &* $1 }
        case .absoluteSum: return line.reduce(0) { $0 &+ ($1 < 0 ? 0 &- $1 : $1) }
        case .length, .logarithmOfSum, .logarithmOfExponentials:
            throw .mismatch("Integers were given where floats were expected")
        }
    }
}

extension Reduction: DifferentiableOperator {
    var derivative: Derivative { name == .product ? .unknown("The derivative of a product is not known here") : .known }

    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let input = try pass.inputs.tensor(0)
        guard let reduced = try reducedAxes(of: input, pass.inputs) else { return [pass.adjoint] }
        let places = Tensor(checked: input.shape, .int64((0..<input.count).map { Int64($0) }))
        let order = input.shape.indices.filter { !reduced.contains($0) } + reduced.sorted()
        let lines = try places.transposed(order).asIndices()
        let length = reduced.reduce(1) { $0 * input.shape[$1] }
        let elements = try input.asDoubles()
        let results = try pass.outputs.first??.asDoubles() ?? []
        var sums = elements.map { _ in 0.0 }
        for (line, result) in results.enumerated() {
            let own = lines[line * length..<(line + 1) * length]
            for (place, slope) in zip(own, slopes(own.map { elements[$0] }, result: result)) {
                sums[place] = slope * pass.adjoint[line]
            }
        }
        return [sums]
    }

    /// How the result of a line changes with each of its elements.
    private func slopes(_ line: [Double], result: Double) -> [Double] {
        switch name {
        case .sum: line.map { _ in 1 }
        case .mean: line.map { _ in 1 / Double(line.count) }
        case .sumOfSquares: line.map { 2 * $0 }
        case .absoluteSum: line.map { $0 < 0 ? -1 : 1 }
        case .length: line.map { result == 0 ? 0 : $0 / result }
        case .logarithmOfSum: line.map { _ in exp(-result) }
        case .logarithmOfExponentials: line.map { exp($0 - result) }
        case .maximum: Self.only(line.indices.max { line[$0] < line[$1] }, of: line)
        case .minimum: Self.only(line.indices.min { line[$0] < line[$1] }, of: line)
        case .product: []
        }
    }

    private static func only(_ chosen: Int?, of line: [Double]) -> [Double] {
        line.indices.map { $0 == chosen ? 1 : 0 }
    }
}
