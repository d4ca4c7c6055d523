/// Integers (axes, sizes, positions) given by an attribute in old versions of an operator, by an input in new ones.
struct IndexSetting {
    private let attribute: [Int]?
    private let position: Int

    /// - Parameter position: The input that may hold the integers.
    init(_ node: OperatorNode, _ name: String, input position: Int) throws(ModelError) {
        attribute = try node.attributes.integers(name)
        self.position = position
    }

    /// The integers; `nil` if there are none.
    func indices(_ inputs: OperatorInputs) throws(ModelError) -> [Int]? {
        if let attribute { return attribute }
        return try inputs.optionalTensor(position)?.asIndices()
    }

    /// The integers, which must be there.
    func required(_ inputs: OperatorInputs) throws(ModelError) -> [Int] {
        guard let indices = try indices(inputs) else { throw .malformed("Its input \(position) is left out") }
        return indices
    }
}
