/// An operator whose derivative is known.
protocol DifferentiableOperator: ONNXOperator {
    var derivative: Derivative { get }

    /// What the adjoints of the outputs make of the adjoints of the inputs: the products with the transposed Jacobian.
    ///
    /// - Returns: Per input an array of its size; `nil`, or nothing at the end, for what gets none.
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?]
}

/// What is known of the derivative of an operator with its settings.
enum Derivative: Sendable, Hashable {
    case known
    /// The outputs move in jumps, if at all: the derivative is 0 wherever there is one.
    case zero
    /// It is not known here, for this reason.
    case unknown(String)
}

extension DifferentiableOperator {
    var derivative: Derivative { .known }
}

/// An operator whose outputs move in jumps, if at all.
protocol StepwiseOperator: DifferentiableOperator {}

extension StepwiseOperator {
    var derivative: Derivative { .zero }
    func adjoints(in pass: ReversePass) -> [[Double]?] { [] }
}

/// The values around a node, on the way back through a graph.
struct ReversePass {
    let inputs: OperatorInputs
    let outputs: [Tensor?]
    /// How a scalar behind the node changes with the elements of each output; `nil` where it does not depend on it.
    let adjoints: [[Double]?]
    /// Which inputs need an adjoint; the others are constants.
    let wanted: [Bool]

    /// The adjoint of the only output.
    var adjoint: [Double] { adjoints.first.flatMap { $0 } ?? [] }

    func wants(_ input: Int) -> Bool { wanted.indices.contains(input) && wanted[input] }
}
