/// A node whose operator is ready to run and whose values have places.
struct CompiledNode: Sendable {
    let node: GraphNode
    let operation: any ONNXOperator
    /// The places of the values read; `nil` for one that is left out.
    let inputs: [Int?]
    /// The places of the values written; `nil` for one that nobody wants.
    let outputs: [Int?]

    /// Reads its inputs from `values` and writes its outputs there.
    func run(_ values: inout [ONNXValue?]) throws(ModelError) {
        do throws(ModelError) {
            let results = try operation.apply(to: OperatorInputs(inputs.map { $0.flatMap { values[$0] } }))
            for (position, place) in outputs.enumerated() {
                guard let place else { continue }
                guard results.indices.contains(position) else {
                    throw .malformed("It has no output \(position)")
                }
                values[place] = results[position]
            }
        } catch {
            throw error.atNode(node.name, node.operatorType)
        }
    }
}
