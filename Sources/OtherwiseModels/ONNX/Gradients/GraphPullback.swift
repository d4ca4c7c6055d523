/// The way back through a graph: how a value of it changes with its inputs.
///
/// Reverse mode (Linnainmaa, 1970): one forward run in the precision of the model, then one sweep back in double
/// precision, whatever the number of inputs. Operators that move in jumps (encoders, comparisons, casts to integers)
/// have the derivative 0.
///
/// ```swift
/// let pullback = try GraphPullback(of: "probabilities", in: model)
/// let result = try pullback.gradients(at: ["X": rows]) { _ in [1, 0, 0] }
/// let gradient = result.gradients["X"]
/// ```
public struct GraphPullback: Sendable {
    /// The value, by name.
    public let output: String
    /// The inputs of numbers that it depends on smoothly.
    public let inputs: [String]
    private let model: ONNXModel
    private let plan: ExecutionPlan
    private let target: Int
    /// The places of the values that change smoothly with some input.
    private let active: Set<Int>

    /// A batch at which the value was taken, and how it changes there.
    public struct Result: Sendable, Hashable {
        /// The value.
        public let output: Tensor
        /// For each of the inputs the gradient of the weighted sum of the value's elements, in the input's shape.
        public let gradients: [String: Tensor]
    }

    /// - Throws: `ModelError` with code `.notDifferentiable` naming the node whose derivative is not known, or when
    ///   the value moves in jumps alone; `.missingInput` for a name that the graph does not have.
    public init(of output: String, in model: ONNXModel) throws(ModelError) {
        do throws(ModelError) {
            guard let target = model.places[output] else { throw .noValue(output) }
            let plan = ExecutionPlan(for: [target], in: model.compiled, from: model.initialValues)
            let numeric = model.inputs.filter(\.isNumeric).compactMap { model.places[$0.name] }
            let active = try Self.activePlaces(from: numeric, plan, model)
            guard active.contains(target) else { throw .isStepwise(output) }
            let reaching = Self.places(leadingTo: target, through: active, plan, model)
            inputs = model.inputs.map(\.name).filter { model.places[$0].map(reaching.contains) ?? false }
            (self.output, self.model, self.plan, self.target) = (output, model, plan, target)
            self.active = reaching
        } catch {
            throw error.inModel(model.name)
        }
    }

    /// The value at a batch of inputs, and the gradients of a weighted sum of its elements.
    ///
    /// - Parameter weights: Given the value, one weight per element of it, row-major.
    public func gradients(
        at given: [String: Tensor], weights: (Tensor) throws(ModelError) -> [Double]
    ) throws(ModelError) -> Result {
        do throws(ModelError) {
            let values = try model.values(given, plan: plan)
            guard let value = values[target]?.tensor else { throw .noValue(output) }
            let seeds = try weights(value)
            guard seeds.count == value.count else {
                throw .mismatch("\(seeds.count) weights were given for \(value.count) elements")
            }
            let adjoints = try sweep(back: values, from: seeds)
            var gradients: [String: Tensor] = [:]
            for name in inputs {
                guard let place = model.places[name], let shape = values[place]?.tensor.shape else { continue }
                let zeros = [Double](repeating: 0, count: shape.reduce(1, *))
                gradients[name] = Tensor(checked: shape, .double(adjoints[place] ?? zeros))
            }
            return Result(output: value, gradients: gradients)
        } catch {
            throw error.inModel(model.name)
        }
    }

    /// The adjoint of every active place.
    private func sweep(back values: [ONNXValue?], from seeds: [Double]) throws(ModelError) -> [Int: [Double]] {
        var adjoints = [target: seeds]
        for position in plan.nodes.reversed() {
            guard let node = model.compiled[position], let operation = node.operation as? any DifferentiableOperator,
                node.outputs.contains(where: { $0.map { adjoints[$0] != nil } ?? false })
            else { continue }
            let pass = ReversePass(
                inputs: OperatorInputs(node.inputs.map { $0.flatMap { values[$0] } }),
                outputs: node.outputs.map { $0.flatMap { values[$0]?.tensor } },
                adjoints: node.outputs.map { $0.flatMap { adjoints[$0] } },
                wanted: node.inputs.map { $0.map(active.contains) ?? false })
            for (place, adjoint) in zip(node.inputs, try node.adjoints(operation, in: pass)) {
                guard let place, let adjoint, active.contains(place) else { continue }
                adjoints[place] = adjoints[place].map { zip($0, adjoint).map(+) } ?? adjoint
            }
        }
        return adjoints
    }
}

extension GraphPullback {
    /// The places that change smoothly with those `given`.
    private static func activePlaces(
        from given: [Int], _ plan: ExecutionPlan, _ model: ONNXModel
    ) throws(ModelError) -> Set<Int> {
        var active = Set(given)
        for position in plan.nodes {
            guard let node = model.compiled[position],
                node.inputs.contains(where: { $0.map(active.contains) ?? false })
            else { continue }
            switch (node.operation as? any DifferentiableOperator)?.derivative {
            case .known: active.formUnion(node.outputs.compactMap { $0 })
            case .zero: break
            case .unknown(let reason): throw ModelError.notDifferentiable(reason).at(node)
            case nil: throw ModelError.notDifferentiable("Its derivative is not known here").at(node)
            }
        }
        return active
    }

    /// Those of the active places that a change of `target` is carried back to.
    private static func places(
        leadingTo target: Int, through active: Set<Int>, _ plan: ExecutionPlan, _ model: ONNXModel
    ) -> Set<Int> {
        var reached: Set = [target]
        for position in plan.nodes.reversed() {
            guard let node = model.compiled[position],
                (node.operation as? any DifferentiableOperator)?.derivative == .known,
                node.outputs.contains(where: { $0.map(reached.contains) ?? false })
            else { continue }
            reached.formUnion(node.inputs.compactMap { $0 }.filter(active.contains))
        }
        return reached
    }
}

extension CompiledNode {
    fileprivate func adjoints(
        _ operation: any DifferentiableOperator, in pass: ReversePass
    ) throws(ModelError) -> [[Double]?] {
        do throws(ModelError) {
            return try operation.adjoints(in: pass)
        } catch {
            throw error.atNode(node.name, node.operatorType)
        }
    }
}

extension ValueDescription {
    fileprivate var isNumeric: Bool {
        guard case .tensor(let elements, _) = type else { return false }
        return elements == .float || elements == .double || elements.isInteger
    }
}

extension ModelError {
    static func notDifferentiable(_ problem: String) -> ModelError {
        ModelError(.notDifferentiable, problem, hint: "Use a strategy that asks the model for scores alone")
    }

    fileprivate static func isStepwise(_ output: String) -> ModelError {
        .notDifferentiable("The value '\(output)' moves in jumps alone: its gradient is 0 wherever there is one")
    }

    fileprivate func at(_ node: CompiledNode) -> ModelError { atNode(node.node.name, node.node.operatorType) }
}
