/// ai.onnx.ml.LabelEncoder and CategoryMapper: every element looked up in a table.
struct LabelEncoder: TensorOperator, StepwiseOperator {
    /// The tables for the types of input that are known.
    private let tables: [Table]

    private struct Table: Sendable {
        let keys: KeyTable
        let keyType: ElementType
        /// The values, and behind them the one for unknown keys.
        let values: Tensor
    }

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        if attributes.has("classes_strings") || attributes.has("cats_strings") {
            tables = try Self.bothWays(attributes)
        } else {
            tables = [try Self.oneWay(attributes, matchesMissing: node.version >= 4)]
        }
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        guard let table = tables.first(where: { $0.keyType == input.storage.elementType }) else {
            throw input.wrongElements(tables.map { "\($0.keyType)" }.joined(separator: " or "))
        }
        let unknown = table.values.count - 1
        let positions = try table.keys.positions(of: input).map { $0 ?? unknown }
        return table.values.picking(positions, shape: input.shape)
    }

    /// Version 1, and CategoryMapper: strings to integers, and integers to strings.
    private static func bothWays(_ attributes: NodeAttributes) throws(ModelError) -> [Table] {
        let isMapper = attributes.has("cats_strings")
        let strings = try attributes.strings(isMapper ? "cats_strings" : "classes_strings")
        let integers = isMapper ? try attributes.int64s("cats_int64s") : strings.indices.map { Int64($0) }
        let unknownInteger = Int64(try attributes.integer("default_int64") ?? -1)
        let unknownString = try attributes.string("default_string") ?? "_Unused"
        return [
            try table(.string(strings), .int64(integers), unknown: .int64([unknownInteger])),
            try table(.int64(integers), .string(strings), unknown: .string([unknownString])),
        ]
    }

    /// From version 2 on: keys of one type to values of one type.
    private static func oneWay(_ attributes: NodeAttributes, matchesMissing: Bool) throws(ModelError) -> Table {
        guard let keys = try list("keys", attributes), let values = try list("values", attributes) else {
            throw .malformed("It has no keys or no values")
        }
        return try table(
            keys, values, unknown: try unknown(of: values.elementType, attributes), matchesMissing: matchesMissing)
    }

    private static func table(
        _ keys: Tensor.Storage, _ values: Tensor.Storage, unknown: Tensor.Storage, matchesMissing: Bool = false
    ) throws(ModelError) -> Table {
        guard keys.count == values.count else { throw .malformed("\(keys.count) keys have \(values.count) values") }
        return Table(
            keys: try KeyTable(keys, .first, matchesMissing: matchesMissing), keyType: keys.elementType,
            values: Tensor(list: try values.appending(unknown)))
    }

    private static func list(_ name: String, _ attributes: NodeAttributes) throws(ModelError) -> Tensor.Storage? {
        if attributes.has("\(name)_strings") { return .string(try attributes.strings("\(name)_strings")) }
        if attributes.has("\(name)_int64s") { return .int64(try attributes.int64s("\(name)_int64s")) }
        if attributes.has("\(name)_floats") { return .float(try attributes.floats("\(name)_floats")) }
        return try attributes.tensor("\(name)_tensor")?.storage
    }

    private static func unknown(of type: ElementType, _ attributes: NodeAttributes) throws(ModelError) -> Tensor.Storage
    {
        if let given = try attributes.tensor("default_tensor") {
            guard given.count == 1 else {
                throw .malformed("It has \(given.count) elements", attribute: "default_tensor")
            }
            return given.storage
        }
        return switch type {
        case .string: .string([try attributes.string("default_string") ?? "_Unused"])
        case .float: .float([try attributes.float("default_float") ?? -0.0])
        case .double: .double([Double(try attributes.float("default_float") ?? -0.0)])
        case .bool: .bool([false])
        default: .int64([Int64(try attributes.integer("default_int64") ?? -1)])
        }
    }
}
