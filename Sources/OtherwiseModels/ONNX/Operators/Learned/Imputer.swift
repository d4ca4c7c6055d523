/// ai.onnx.ml.Imputer: one value (often NaN) replaced, per column or by the same for all.
struct Imputer: TensorOperator {
    private let imputed: Tensor.Storage
    private let replacedFloat: Float
    private let replacedInteger: Int64

    init(_ node: OperatorNode) throws(ModelError) {
        let floats = try node.attributes.floats("imputed_value_floats")
        let integers = try node.attributes.int64s("imputed_value_int64s")
        guard floats.isEmpty != integers.isEmpty else {
            throw .malformed("There are \(floats.count) floats and \(integers.count) integers to put in")
        }
        imputed = floats.isEmpty ? .int64(integers) : .float(floats)
        replacedFloat = try node.attributes.float("replaced_value_float") ?? 0
        replacedInteger = Int64(try node.attributes.integer("replaced_value_int64") ?? 0)
    }

    /// Whether every number but a missing one passes unchanged.
    var replacesMissingOnly: Bool { if case .float = imputed { replacedFloat.isNaN } else { false } }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        let columns = try input.shape.rowsAndColumns().columns
        switch (input.storage, imputed) {
        case (.float(let elements), .float(let imputed)):
            return Tensor(checked: input.shape, .float(Self.replace(elements, imputed, columns, replaces)))
        case (.int64(let elements), .int64(let imputed)):
            let isReplaced = { [replacedInteger] in $0 == replacedInteger }
            return Tensor(checked: input.shape, .int64(Self.replace(elements, imputed, columns, isReplaced)))
        default: throw input.wrongElements(imputed.elementType == .float ? "floats" : "integers")
        }
    }

    private func replaces(_ element: Float) -> Bool {
        element == replacedFloat || (element.isNaN && replacedFloat.isNaN)
    }

    /// With any other number of imputed values than columns, the first serves for all.
    private static func replace<Element>(
        _ elements: [Element], _ imputed: [Element], _ columns: Int, _ isReplaced: (Element) -> Bool
    ) -> [Element] {
        elements.enumerated().map { position, element in
            isReplaced(element) ? imputed[imputed.count == columns ? position % columns : 0] : element
        }
    }
}

extension Imputer: DifferentiableOperator {
    /// A value that is replaced has no say.
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let input = try pass.inputs.tensor(0)
        let isReplaced: [Bool] =
            input.integers.map { $0.map { $0 == replacedInteger } } ?? input.floats.map { $0.map(replaces) } ?? []
        return [zip(isReplaced, pass.adjoint).map { $0 ? 0 : $1 }]
    }
}
