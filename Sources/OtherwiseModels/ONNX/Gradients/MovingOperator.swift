/// An operator that only moves elements: each element of an output is one of an input, or a constant.
///
/// Its derivative is found by running it on the numbers of the elements, so that what it does is seen rather than
/// stated again.
protocol MovingOperator: DifferentiableOperator {
    /// Whether the elements of this input are what is moved; the others say where to.
    func moves(input: Int) -> Bool
}

extension MovingOperator {
    func moves(input: Int) -> Bool { input == 0 }

    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        // The first element has the number 1: what an operator fills in by itself is 0.
        var ranges: [Range<Int>?] = []
        var numbered: [ONNXValue?] = []
        var end = 1
        for position in 0..<pass.inputs.count {
            guard moves(input: position), let tensor = try pass.inputs.optionalTensor(position) else {
                ranges.append(nil)
                numbered.append(pass.inputs.value(position))
                continue
            }
            ranges.append(end..<end + tensor.count)
            numbered.append(.tensor(try tensor.numberingElements(from: end)))
            end += tensor.count
        }
        let sums = try sums(of: apply(to: OperatorInputs(numbered)), weighedBy: pass.adjoints, count: end)
        return ranges.enumerated().map { position, range in pass.wants(position) ? range.map { Array(sums[$0]) } : nil }
    }

    /// What the adjoints of all places add up to that an element was moved to, by the element's number.
    private func sums(
        of moved: [ONNXValue], weighedBy adjoints: [[Double]?], count: Int
    ) throws(ModelError) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        for (output, adjoint) in zip(moved, adjoints) {
            guard let adjoint else { continue }
            for (number, share) in zip(try output.tensor.asDoubles(), adjoint) { sums[Int(number)] += share }
        }
        return sums
    }
}

extension Tensor {
    /// The most elements whose numbers are exact as floats.
    private static var numberLimit: Int { 1 << 24 }

    /// The numbers of the elements in their places, in the same type.
    fileprivate func numberingElements(from first: Int) throws(ModelError) -> Tensor {
        guard first + count <= Self.numberLimit else { throw .tooLarge("A gradient over \(first + count) elements") }
        let numbers = first..<first + count
        let numbered: Storage =
            switch storage {
            case .float: .float(numbers.map { Float($0) })
            case .double: .double(numbers.map { Double($0) })
            case .int64, .bool: .int64(numbers.map { Int64($0) })
            case .string: throw wrongElements("numbers")
            }
        return Tensor(checked: shape, numbered)
    }
}
