/// Clip: into the range given by attributes (before version 11) or by inputs.
struct Clip: ONNXOperator {
    private let lowest, highest: Float?

    init(_ node: OperatorNode) throws(ModelError) {
        lowest = try node.attributes.float("min")
        highest = try node.attributes.float("max")
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let low = try inputs.optionalTensor(1) ?? lowest.map { Tensor(list: .float([$0])) }
        let high = try inputs.optionalTensor(2) ?? highest.map { Tensor(list: .float([$0])) }
        let input = try inputs.tensor(0)
        if let integers = input.integers {
            return [.tensor(Tensor(checked: input.shape, .int64(integers.clamped(try low?.asIndex(), try high?.asIndex()))))]
        }
        let (from, to) = (try low?.asDoubles().first ?? -.infinity, try high?.asDoubles().first ?? .infinity)
        let (narrowFrom, narrowTo) = (Float(from), Float(to))
        return [.tensor(try input.mapped({ $0 < narrowFrom ? narrowFrom : $0 > narrowTo ? narrowTo : $0 },
                                         { $0 < from ? from : $0 > to ? to : $0 }))]
    }
}

extension [Int64] {
    fileprivate func clamped(_ low: Int?, _ high: Int?) -> [Int64] {
        let (from, to) = (Int64(low ?? .min), Int64(high ?? .max))
        return map { Swift.min(Swift.max($0, from), to) }
    }
}
