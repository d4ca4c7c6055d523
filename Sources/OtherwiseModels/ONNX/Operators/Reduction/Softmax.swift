import Foundation

/// Softmax and LogSoftmax; before version 13 all dimensions from the axis on are one.
struct Softmax: TensorOperator {
    private let axis: Int
    private let joinsDimensions: Bool
    private let isLogarithmic: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        joinsDimensions = node.version < 13
        axis = try node.attributes.integer("axis") ?? (joinsDimensions ? 1 : -1)
        isLogarithmic = node.operatorType == "LogSoftmax"
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let view = try view(of: input)
        switch input.storage {
        case .float(var elements):
            transform(&elements, view, exp, log)
            return Tensor(checked: input.shape, .float(elements))
        case .double(var elements):
            transform(&elements, view, exp, log)
            return Tensor(checked: input.shape, .double(elements))
        case .int64, .bool, .string: throw input.wrongElements("floats")
        }
    }

    private func view(of input: Tensor) throws(ModelError) -> AxisView {
        let axis = joinsDimensions && axis == input.rank ? axis : try input.shape.axis(axis)
        return joinsDimensions
            ? AxisView([input.shape.product(0..<axis), input.shape.product(axis..<input.rank)], axis: 1)
            : AxisView(input.shape, axis: axis)
    }

    /// The largest element is taken off first, so that no exponential overflows.
    private func transform<Number: BinaryFloatingPoint>(
        _ elements: inout [Number], _ view: AxisView, _ exp: (Number) -> Number, _ log: (Number) -> Number
    ) {
        for line in 0..<view.lineCount {
            let positions = (0..<view.length).map { view.position(line: line, $0) }
            let largest = positions.reduce(-.infinity) { elements[$1] > $0 ? elements[$1] : $0 }
            let sum = positions.reduce(0) { $0 + exp(elements[$1] - largest) }
            let logarithm = log(sum)
            for position in positions {
                let centred = elements[position] - largest
                elements[position] = isLogarithmic ? centred - logarithm : exp(centred) / sum
            }
        }
    }
}

extension Softmax: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let view = try view(of: pass.inputs.tensor(0))
        let results = try pass.outputs.first??.asDoubles() ?? []
        var sums = pass.adjoint
        for line in 0..<view.lineCount {
            let positions = (0..<view.length).map { view.position(line: line, $0) }
            let total = positions.reduce(0) { $0 + pass.adjoint[$1] * (isLogarithmic ? 1 : results[$1]) }
            for position in positions {
                sums[position] =
                    isLogarithmic
                    ? pass.adjoint[position] - exp(results[position]) * total
                    : results[position] * (pass.adjoint[position] - total)
            }
        }
        return [sums]
    }
}
