import OtherwiseCore
import OtherwiseNumerics

/// Asks a graph what its columns are for values of one feature, all else held at a sample row.
struct FeatureProbe {
    let model: ONNXDecisionModel
    /// One value per bound column.
    let sample: [String: Value]
    /// The value inside the graph that is read, `[rows × columns]`.
    let target: String

    /// The columns of `target` for each value, `[values][columns]`.
    func columns(of feature: String, at values: [Value]) throws -> [[Float]] {
        guard !values.isEmpty else { return [] }
        let columns = model.binding.tensors.flatMap { tensor in
            tensor.columns.map { name in
                let own = name == feature ? values : [Value](repeating: sample[name] ?? .missing, count: values.count)
                return Column(name: name, values: own, isNumeric: tensor.elements != .string)
            }
        }
        let inputs = try model.binding.tensors(from: Table(columns: columns, count: values.count))
        guard let tensor = try model.graph.run(inputs, fetching: [target])[target]?.tensor else { return [] }
        let floats = try tensor.asFloats()
        let width = floats.count / values.count
        return values.indices.map { Array(floats[$0 * width..<($0 + 1) * width]) }
    }

    /// For a column that rises or falls with a number: the last number before each threshold is passed.
    ///
    /// Found by bisection over the floats in their order, all thresholds at once, so that the graph's own
    /// single-precision arithmetic decides and no formula is inverted.
    ///
    /// - Parameter tests: Whether the column's value is still on the side of very small numbers.
    /// - Returns: For each test the last float on that side, and whether that side passes; `nil` where all floats agree.
    func boundaries(
        of feature: String, isInteger: Bool, column: Int, tests: [@Sendable (Float) -> Bool]
    ) throws -> [(last: Float, passesBelow: Bool)?] {
        let limit: Float = isInteger ? 9e15 : .greatestFiniteMagnitude
        let ends = try evaluate(feature, [-limit, limit], column: column, isInteger: isInteger)
        var low = [Int32](repeating: (-limit).orderedBits, count: tests.count)
        var high = [Int32](repeating: limit.orderedBits, count: tests.count)
        let below = tests.map { $0(ends[0]) }
        let above = tests.map { $0(ends[1]) }
        let open = tests.indices.filter { below[$0] != above[$0] }
        while open.contains(where: { Int64(high[$0]) - Int64(low[$0]) > 1 }) {
            let middles = open.map { Int32((Int64(low[$0]) + Int64(high[$0])) / 2) }
            let values = try evaluate(
                feature, middles.map { Float(orderedBits: $0) }, column: column, isInteger: isInteger)
            for (index, test) in open.enumerated() {
                if tests[test](values[index]) == below[test] {
                    low[test] = middles[index]
                } else {
                    high[test] = middles[index]
                }
            }
        }
        return tests.indices.map { below[$0] == above[$0] ? nil : (Float(orderedBits: low[$0]), below[$0]) }
    }

    private func evaluate(_ feature: String, _ numbers: [Float], column: Int, isInteger: Bool) throws -> [Float] {
        let values = numbers.map { Value.number(isInteger ? Double($0).rounded(.down) : Double($0)) }
        return try columns(of: feature, at: values).map { $0[column] }
    }
}
