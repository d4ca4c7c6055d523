/// Counts the elements that a run keeps at the same time, so that no graph, however small its file, fills the memory.
struct LiveElements {
    /// The most elements kept at the same time: a gibibyte of doubles.
    static let limit = 1 << 27

    private var count = 0

    mutating func add(_ value: ONNXValue?, by node: GraphNode? = nil) throws(ModelError) {
        count += value?.tensor.count ?? 0
        guard count <= Self.limit else {
            let error = ModelError.tooLarge("\(count) elements are kept at once, the limit is \(Self.limit)")
            throw node.map { error.atNode($0.name, $0.operatorType) } ?? error
        }
    }

    mutating func remove(_ value: ONNXValue?) { count -= value?.tensor.count ?? 0 }
}
