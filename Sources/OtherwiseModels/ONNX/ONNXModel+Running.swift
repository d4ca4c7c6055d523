extension ONNXModel {
    /// Computes the outputs of a batch.
    ///
    /// - Parameter inputs: A tensor for every input that the outputs depend on, by name; others are ignored.
    /// - Returns: The outputs by name.
    /// - Throws: `ModelError`; `.unsupportedOperator` if `unsupportedOperators` has entries,
    ///   `.missingInput` and `.shapeMismatch` for inputs that are not what the model wants.
    public func run(_ inputs: [String: Tensor]) throws(ModelError) -> [String: ONNXValue] {
        try run(inputs, plan: plan, names: outputs.map(\.name))
    }

    /// Computes values inside the graph: only the nodes and the inputs that they need are needed.
    package func run(_ inputs: [String: Tensor], fetching names: [String]) throws(ModelError) -> [String: ONNXValue] {
        var wanted: [Int] = []
        for name in names {
            guard let place = places[name] else { throw ModelError.noValue(name).inModel(self.name) }
            wanted.append(place)
        }
        return try run(inputs, plan: ExecutionPlan(for: wanted, in: compiled, from: initialValues), names: names)
    }

    /// - Throws: `ModelError` with code `.unsupportedOperator` if `unsupportedOperators` has entries.
    package func checkOperators() throws(ModelError) {
        guard let unsupported = unsupportedOperators.first else { return }
        throw ModelError.cannotRun(unsupported).inModel(name)
    }

    private func run(
        _ inputs: [String: Tensor], plan: ExecutionPlan, names: [String]
    ) throws(ModelError) -> [String: ONNXValue] {
        do throws(ModelError) {
            let values = try values(inputs, plan: plan, released: plan.released)
            return Dictionary(
                zip(names, plan.wanted.map { values[$0] }).compactMap { name, value in value.map { (name, $0) } },
                uniquingKeysWith: { first, _ in first })
        } catch {
            throw error.inModel(name)
        }
    }

    /// The values at all places after a run.
    ///
    /// - Parameter released: Behind which node of the plan which places are emptied; none keeps every value.
    func values(
        _ inputs: [String: Tensor], plan: ExecutionPlan, released: [[Int]] = []
    ) throws(ModelError) -> [ONNXValue?] {
        try checkOperators()
        var values = try bind(inputs, needed: plan.needed)
        var live = LiveElements()
        for input in self.inputs { try live.add(places[input.name].flatMap { values[$0] }) }
        for (index, position) in plan.nodes.enumerated() {
            guard let node = compiled[position] else { continue }
            try node.run(&values)
            for place in node.outputs { try live.add(place.flatMap { values[$0] }, by: node.node) }
            guard released.indices.contains(index) else { continue }
            for place in released[index] {
                live.remove(values[place])
                values[place] = nil
            }
        }
        return values
    }

    /// The places of all values, with the constants and `given` filled in.
    private func bind(_ given: [String: Tensor], needed: Set<Int>) throws(ModelError) -> [ONNXValue?] {
        var values = initialValues
        for input in inputs {
            guard let place = places[input.name], needed.contains(place) else { continue }
            guard let tensor = given[input.name] else { throw .missingInput(input.name) }
            try input.check(tensor)
            values[place] = .tensor(tensor)
        }
        return values
    }
}

extension ModelError {
    fileprivate static func missingInput(_ name: String) -> ModelError {
        ModelError(.missingInput, "Input '\(name)' was not given", hint: "Give a tensor under this name")
    }

    static func noValue(_ name: String) -> ModelError {
        ModelError(.missingInput, "The graph has no value '\(name)'", hint: "Ask for an output of one of its nodes")
    }

    fileprivate static func cannotRun(_ operation: UnsupportedOperator) -> ModelError {
        ModelError.unsupported(operation.reason).atNode(operation.nodes.first ?? "", operation.operatorType)
    }
}
