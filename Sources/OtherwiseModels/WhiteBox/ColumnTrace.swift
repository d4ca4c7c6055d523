import OtherwiseCore

/// What a column inside a graph is made of.
struct ColumnSource: Sendable, Hashable {
    /// The table's columns it depends on, as positions among the model's.
    var columns: Set<Int> = []
    /// Whether it can only rise, or only fall, with the one number it depends on.
    var isMonotone = true
    /// Whether it is a multiple of that number and a constant, up to rounding.
    var isAffine = true
}

/// Follows the columns of a table through the encoders of a graph to a value inside.
///
/// Operators that only move columns are run on column numbers, so that what they do is seen rather than
/// re-stated; the others are known by name. A trace fails, and says where, when a column mixes what it cannot follow.
struct ColumnTrace {
    private let graph: ONNXModel
    /// The shape of every value for one row.
    private let shapes: [String: [Int]]
    /// The values of the graph as a run begins, to run single nodes on.
    private var values: [ONNXValue?]
    private var sources: [String: [ColumnSource]] = [:]

    struct Failure: Error {
        let reason: String
    }

    /// - Parameter sample: One row of the table, to learn the widths.
    init(_ model: ONNXDecisionModel, sample: Table) throws {
        graph = model.graph
        values = graph.initialValues
        let inputs = try model.binding.tensors(from: sample)
        let names = graph.nodes.flatMap(\.outputs).filter { !$0.isEmpty }
        let values = try graph.run(inputs, fetching: names)
        shapes = values.mapValues(\.tensor.shape).merging(inputs.mapValues(\.shape)) { inside, _ in inside }
        var position = 0
        for tensor in model.binding.tensors {
            sources[tensor.name] = tensor.columns.indices.map { ColumnSource(columns: [position + $0]) }
            position += tensor.columns.count
        }
    }

    /// The sources of the columns of `input`, for a row of `sample` values by column.
    static func sources(
        of input: String, in model: ONNXDecisionModel, sample: [String: Value]
    ) throws -> [ColumnSource] {
        let columns = model.binding.tensors.flatMap { tensor in
            tensor.columns.map {
                Column(name: $0, values: [sample[$0] ?? .missing], isNumeric: tensor.elements != .string)
            }
        }
        do {
            var trace = try ColumnTrace(model, sample: Table(columns: columns, count: 1))
            return try trace.sources(of: input)
        } catch let failure as ColumnTrace.Failure {
            throw OpaqueModel(failure.reason)
        }
    }

    /// The number of columns of a value: its elements for one row.
    private func width(of name: String) -> Int? {
        guard let shape = shapes[name], shape.first == 1 else { return nil }
        return shape.reduce(1, *)
    }

    /// The sources of each column of the value called `name`.
    mutating func sources(of name: String) throws(Failure) -> [ColumnSource] {
        if sources[name] == nil, let place = graph.places[name] {
            let plan = ExecutionPlan(for: [place], in: graph.compiled, from: graph.initialValues)
            for position in plan.nodes where graph.nodes[position].outputs.contains(where: { sources[$0] == nil }) {
                try follow(graph.nodes[position], at: position)
            }
        }
        guard let found = sources[name] else { throw Failure(reason: "the value '\(name)' could not be followed") }
        return found
    }

    private mutating func follow(_ node: GraphNode, at position: Int) throws(Failure) {
        let dynamic = node.inputs.filter { sources[$0] != nil }
        guard !dynamic.isEmpty else { return }
        if Self.movers.contains(node.operatorType) { return try move(node, at: position, dynamic: dynamic) }
        guard let output = node.outputs.first, let width = width(of: output) else { throw failure(node) }
        if node.operatorType == "OneHotEncoder", let input = sources[dynamic[0]], width.isMultiple(of: input.count) {
            sources[output] = (0..<width).map {
                ColumnSource(
                    columns: input[$0 / (width / input.count)].columns, isMonotone: false, isAffine: false)
            }
            return
        }
        let isMonotone =
            Self.monotone.contains(node.operatorType) || (node.operatorType == "Div" && dynamic == [node.inputs[0]])
        if Self.rowwise.contains(node.operatorType) {
            let one = try onlyColumn(of: dynamic, node)
            sources[output] = [ColumnSource](
                repeating: ColumnSource(columns: one, isMonotone: false, isAffine: false), count: width)
            return
        }
        guard isMonotone || Self.elementwise.contains(node.operatorType) else { throw failure(node) }
        let kept = ColumnSource(isMonotone: isMonotone, isAffine: isMonotone && isAffine(node, at: position))
        sources[output] = try (0..<width).map { column throws(Failure) in
            try combine(dynamic, column: column, width: width, keeping: kept, node: node)
        }
    }

    /// The one column of the table that all of `inputs` depend on, or none.
    private func onlyColumn(of inputs: [String], _ node: GraphNode) throws(Failure) -> Set<Int> {
        let columns = inputs.reduce(into: Set<Int>()) { columns, input in
            for source in sources[input] ?? [] { columns.formUnion(source.columns) }
        }
        guard columns.count <= 1 else { throw failure(node) }
        return columns
    }

    private func isAffine(_ node: GraphNode, at position: Int) -> Bool {
        switch graph.compiled[position]?.operation {
        case let imputer as Imputer: imputer.replacesMissingOnly
        case let cast as Cast: cast.derivative == .known
        default: Self.affine.contains(node.operatorType)
        }
    }

    private func combine(
        _ inputs: [String], column: Int, width: Int, keeping: ColumnSource, node: GraphNode
    ) throws(Failure) -> ColumnSource {
        var combined = keeping
        if inputs.count > 1 { (combined.isMonotone, combined.isAffine) = (false, false) }
        for input in inputs {
            guard let columns = sources[input], columns.count == width || columns.count == 1 else {
                throw failure(node)
            }
            let source = columns[columns.count == 1 ? 0 : column]
            combined.columns.formUnion(source.columns)
            combined.isMonotone = combined.isMonotone && source.isMonotone
            combined.isAffine = combined.isAffine && source.isAffine
        }
        return combined
    }

    /// Runs the node on the numbers of the columns, counted from 1, and reads from the result where each came from.
    ///
    /// A second run on the same numbers negated tells a column from a constant that looks like one.
    private mutating func move(_ node: GraphNode, at position: Int, dynamic: [String]) throws(Failure) {
        let inputs = Set(dynamic).sorted()
        let numbered = inputs.flatMap { sources[$0] ?? [] }
        let (numbers, negated) = (
            try run(node, at: position, inputs, sign: 1), try run(node, at: position, inputs, sign: -1)
        )
        for output in node.outputs {
            guard let found = numbers[output], let mirrored = negated[output], found.count == mirrored.count,
                width(of: output) == found.count
            else { throw failure(node) }
            sources[output] = zip(found, mirrored).map { number, opposite in
                guard number == -opposite, let number = Int(exactly: number), numbered.indices.contains(number - 1)
                else { return ColumnSource() }
                return numbered[number - 1]
            }
        }
    }

    /// What each output of the node holds when its inputs hold the numbers of their columns times `sign`.
    private mutating func run(
        _ node: GraphNode, at position: Int, _ inputs: [String], sign: Float
    ) throws(Failure) -> [String: [Float]] {
        let places = (inputs + node.outputs).compactMap { graph.places[$0] }
        defer { for place in places { values[place] = graph.initialValues[place] } }
        var count = 0
        for name in inputs {
            guard let place = graph.places[name], let columns = sources[name] else { throw failure(node) }
            let numbers = columns.indices.map { sign * Float(count + $0 + 1) }
            values[place] = (try? Tensor(shape: shapes[name] ?? [1, columns.count], .float(numbers))).map {
                .tensor($0)
            }
            count += columns.count
        }
        guard (try? graph.compiled[position]?.run(&values)) != nil else { throw failure(node) }
        return node.outputs.reduce(into: [:]) { found, name in
            found[name] = graph.places[name].flatMap { try? values[$0]?.tensor.asFloats() }
        }
    }

    private func failure(_ node: GraphNode) -> Failure {
        Failure(reason: "\(node.operatorType) ('\(node.name)') mixes columns in a way that is not followed")
    }

    private static let movers: Set = [
        "Concat", "ArrayFeatureExtractor", "Gather", "Slice", "Split", "Reshape", "Flatten", "Squeeze", "Unsqueeze",
        "Identity", "FeatureVectorizer",
    ]
    private static let monotone: Set = [
        "Scaler", "Imputer", "Mul", "Add", "Sub", "Binarizer", "Clip", "Relu", "Sigmoid", "Tanh", "Exp", "Log", "Sqrt",
        "Floor", "Ceil", "Round", "Neg", "Min", "Max", "Cast",
    ]
    /// Operators that make something of all columns of a row; followed where those depend on one feature.
    private static let rowwise: Set = [
        "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ArgMax", "ArgMin", "MatMul", "Gemm", "Normalizer",
    ]
    private static let affine: Set = ["Scaler", "Mul", "Add", "Sub", "Div", "Neg"]
    private static let elementwise: Set = [
        "LabelEncoder", "CategoryMapper", "IsNaN", "Not", "Abs", "Less", "LessOrEqual", "Greater", "GreaterOrEqual",
        "Equal", "Where", "And", "Or", "Pow", "Div", "Mod",
    ]
}
