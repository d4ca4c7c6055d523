/// Axes given by an attribute in old versions of an operator, by an input in new ones.
struct AxesSetting {
    private let attribute: [Int]?
    private let position: Int

    /// - Parameter position: The input that may hold the axes.
    init(_ node: OperatorNode, input position: Int) throws(ModelError) {
        attribute = try node.attributes.integers("axes")
        self.position = position
    }

    func axes(_ inputs: OperatorInputs) throws(ModelError) -> [Int]? {
        try attribute ?? inputs.optionalTensor(position)?.asIndices()
    }
}
