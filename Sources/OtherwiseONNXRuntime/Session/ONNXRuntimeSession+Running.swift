#if ONNXRuntime
import COnnxRuntime
public import OtherwiseModels

extension ONNXRuntimeSession {
    /// Computes the outputs of a batch.
    ///
    /// - Parameter inputs: A tensor for every input, by name; others are ignored.
    /// - Returns: The outputs by name.
    /// - Throws: `ModelError`; `.missingInput`, `.shapeMismatch` for inputs that are not what the model wants.
    public func run(_ inputs: [String: Tensor]) throws(ModelError) -> [String: ONNXValue] {
        try run(inputs, fetching: outputs.map(\.name))
    }

    /// Computes some of the outputs of a batch.
    package func run(_ inputs: [String: Tensor], fetching names: [String]) throws(ModelError) -> [String: ONNXValue] {
        do throws(ModelError) {
            let given = try self.inputs.map { input throws(ModelError) in try value(of: inputs, for: input) }
            let found = try compute(given, fetching: names)
            let values = try found.map { value throws(ModelError) in try value.read() }
            return Dictionary(zip(names, values)) { first, _ in first }
        } catch {
            throw error.inModel(name)
        }
    }

    private func value(of given: [String: Tensor], for input: ValueDescription) throws(ModelError) -> RuntimeValue {
        guard let tensor = given[input.name] else {
            throw .missingInput(input.name)
        }
        try input.check(tensor)
        guard case .tensor(let elements, _) = input.type else { throw .unsupported("'\(input.name)' is no tensor") }
        return try RuntimeValue(tensor, as: elements, in: library)
    }

    private func compute(_ given: [RuntimeValue], fetching names: [String]) throws(ModelError) -> [RuntimeValue] {
        let inputNames = try CStrings(inputs.map(\.name)), outputNames = try CStrings(names)
        let pointers: [OpaquePointer?] = given.map(\.pointer)
        var found = [OpaquePointer?](repeating: nil, count: names.count)
        let status = inputNames.withPointers { inputNames in
            outputNames.withPointers { outputNames in
                COnnxRuntime_run(
                    library.table, handle.pointer, inputNames, pointers, pointers.count,
                    outputNames, names.count, &found)
            }
        }
        withExtendedLifetime(given) {}
        let values = found.compactMap(\.self).map { RuntimeValue($0, in: library) }
        try library.check(status)
        guard values.count == names.count else { throw .noOutput(names[values.count]) }
        return values
    }
}

extension ModelError {
    fileprivate static func missingInput(_ name: String) -> ModelError {
        ModelError(.missingInput, "Input '\(name)' was not given", hint: "Give a tensor under this name")
    }

    fileprivate static func noOutput(_ name: String) -> ModelError {
        ModelError(.unsupportedType, "Output '\(name)' holds nothing", hint: "Export it without optional outputs")
    }
}
#endif
