/// Clip: into the range given by attributes (before version 11) or by inputs.
struct Clip: TensorOperator {
    private let lowest, highest: Float?

    init(_ node: OperatorNode) throws(ModelError) {
        lowest = try node.attributes.float("min")
        highest = try node.attributes.float("max")
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let (low, high) = try bounds(inputs)
        if let integers = input.integers {
            let (from, to) = (Int64(try low?.asIndex() ?? .min), Int64(try high?.asIndex() ?? .max))
            return Tensor(checked: input.shape, .int64(integers.map { min(max($0, from), to) }))
        }
        // Without a bound the largest finite number is one.
        let limit = input.floats == nil ? Double.greatestFiniteMagnitude : Double(Float.greatestFiniteMagnitude)
        let (from, to) = (try low?.asDoubles().first ?? -limit, try high?.asDoubles().first ?? limit)
        let (narrowFrom, narrowTo) = (Float(from), Float(to))
        return try input.mapped(
            { $0 < narrowFrom ? narrowFrom : $0 > narrowTo ? narrowTo : $0 },
            { $0 < from ? from : $0 > to ? to : $0 })
    }

    private func bounds(_ inputs: OperatorInputs) throws(ModelError) -> (low: Tensor?, high: Tensor?) {
        (
            try inputs.optionalTensor(1) ?? lowest.map { Tensor(list: .float([$0])) },
            try inputs.optionalTensor(2) ?? highest.map { Tensor(list: .float([$0])) }
        )
    }
}

extension Clip: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let (low, high) = try bounds(pass.inputs)
        let from = try low?.asDoubles().first ?? -.infinity
        let to = try high?.asDoubles().first ?? .infinity
        return [zip(try pass.inputs.tensor(0).asDoubles(), pass.adjoint).map { $0 >= from && $0 <= to ? $1 : 0 }]
    }
}
