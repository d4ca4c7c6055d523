/// Cast: elements as elements of another type.
struct Cast: TensorOperator {
    private let type: ElementType

    init(_ node: OperatorNode) throws(ModelError) {
        guard let code = try node.attributes.integer("to").flatMap(Int32.init(exactly:)) else {
            throw .malformed("The type is missing", attribute: "to")
        }
        type = try ElementType(code: code)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        try inputs.tensor(0).cast(to: type)
    }
}

extension Cast: DifferentiableOperator {
    var derivative: Derivative { type == .float || type == .double ? .known : .zero }

    func adjoints(in pass: ReversePass) -> [[Double]?] { [pass.adjoint] }
}
