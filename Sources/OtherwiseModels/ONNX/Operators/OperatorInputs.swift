/// The values that a node reads, by position.
struct OperatorInputs: Sendable {
    private let values: [ONNXValue?]

    init(_ values: [ONNXValue?]) { self.values = values }

    var count: Int { values.count }

    /// The value at `position`, or `nil` if it is left out.
    func value(_ position: Int) -> ONNXValue? {
        values.indices.contains(position) ? values[position] : nil
    }

    func optionalTensor(_ position: Int) throws(ModelError) -> Tensor? {
        guard let value = value(position) else { return nil }
        guard case .tensor(let tensor) = value else { throw .mismatch("Input \(position) is not a tensor") }
        return tensor
    }

    func tensor(_ position: Int) throws(ModelError) -> Tensor {
        guard let tensor = try optionalTensor(position) else { throw .malformed("Its input \(position) is left out") }
        return tensor
    }

    /// All inputs as tensors; none may be left out.
    func tensors() throws(ModelError) -> [Tensor] {
        var tensors: [Tensor] = []
        for position in values.indices { tensors.append(try tensor(position)) }
        return tensors
    }
}
