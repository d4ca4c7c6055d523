/// TopK: the largest or smallest elements along an axis, sorted, and where they are; of equals the first.
struct TopElements: ONNXOperator {
    private let axis: Int
    private let isLargest: Bool
    private let count: IndexSetting

    init(_ node: OperatorNode) throws(ModelError) {
        axis = try node.attributes.integer("axis") ?? -1
        isLargest = try node.attributes.flag("largest", default: true)
        count = try IndexSetting(node, "k", input: 1)
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let input = try inputs.tensor(0)
        let axis = try input.shape.axis(axis)
        guard let count = try count.required(inputs).first, 0...input.shape[axis] ~= count else {
            throw .mismatch("More elements were asked for than the \(input.shape[axis]) there are")
        }
        let view = AxisView(input.shape, axis: axis)
        let order = try order(of: input)
        var shape = input.shape
        shape[axis] = count
        let chosen = (0..<view.lineCount).map { line in
            Array(
                (0..<view.length).sorted {
                    order(view.position(line: line, $0), view.position(line: line, $1)) ?? ($0 < $1)
                }
                .prefix(count))
        }
        let slots = (0..<view.outer).flatMap { outer in
            (0..<count).flatMap { rank in (0..<view.inner).map { (line: outer * view.inner + $0, rank: rank) } }
        }
        let places = slots.map { view.position(line: $0.line, chosen[$0.line][$0.rank]) }
        let positions = slots.map { Int64(chosen[$0.line][$0.rank]) }
        return [.tensor(input.picking(places, shape: shape)), .tensor(Tensor(checked: shape, .int64(positions)))]
    }

    /// Whether the element at one place comes before that at another; `nil` if they are equal.
    private func order(of input: Tensor) throws(ModelError) -> (Int, Int) -> Bool? {
        let elements = try input.asDoubles()
        let rank = { (number: Double) in number.isNaN ? Double.infinity : number }
        let isLargest = isLargest
        return { first, second in
            let (a, b) = (rank(elements[first]), rank(elements[second]))
            return a == b ? nil : isLargest ? a > b : a < b
        }
    }
}
