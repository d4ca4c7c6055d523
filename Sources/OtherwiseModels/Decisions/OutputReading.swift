package import OtherwiseCore

/// Which outputs of a graph hold the label and the scores, and what they mean.
package struct OutputReading: Sendable, Hashable {
    package let output: ModelOutput
    /// The output that holds the label; `nil` where it is the largest score.
    package let label: String?
    /// The output that holds the scores, or the numbers of a regression; `nil` where a classifier returns a label alone.
    package let scores: String?
    /// The outputs that each hold the scores of one class, in the order of the classes; empty where one output holds all.
    package let scoreColumns: [String]

    package var classes: [String] {
        if case .classes(let classes) = output { classes } else { [] }
    }

    /// - Throws: `ModelError` when the outputs are neither a class nor one number per row.
    package init(_ graph: ONNXModel) throws(ModelError) {
        try self.init(graph.outputs, classes: graph.classLabels)
    }

    /// - Parameter classes: The classes of the outputs that hold the label and the scores; `nil` if not known.
    /// - Throws: `ModelError` when the outputs are neither a class nor one number per row.
    package init(
        _ outputs: [ValueDescription], classes: (_ label: String?, _ scores: String?) -> [String]?
    ) throws(ModelError) {
        let maps = outputs.first { if case .sequenceOfMaps = $0.type { true } else { false } }
        let floating = outputs.filter(\.isFloatingPoint)
        let floats = floating.first
        let labels = outputs.first { $0.isLabel }
        guard labels != nil || maps != nil || (floats?.width ?? 1) > 1 else {
            guard let floats else { throw .noDecision }
            (output, label, scores, scoreColumns) = (.number, nil, floats.name, [])
            return
        }
        guard (floats?.width ?? 0) <= 1 << 20 else {
            throw .tooManyClasses(floats?.name ?? "", floats?.width ?? 0)
        }
        label = labels?.name
        let scored = (maps ?? floats)?.name
        let named = classes(labels?.name, scored) ?? Self.numbered(labels, width: floats?.width ?? 0)
        guard let names = named, !names.isEmpty else {
            throw .unknownClasses("The classes of output '\(labels?.name ?? "")' are not told by the graph")
        }
        if let twice = names.firstDuplicate {
            throw .unknownClasses("The class '\(twice)' is told twice by output '\(labels?.name ?? "")'")
        }
        output = .classes(names)
        let isInColumns = maps == nil && floating.count > 1 && floating.count == names.count
        scoreColumns = isInColumns ? floating.map(\.name) : []
        scores = isInColumns ? nil : scored
    }

    /// Classes that nothing names, by number: as many as there are scores, or two for a truth value; `nil` for a text,
    /// which is a name that is not known, and for a number beside a single score, which may be any.
    private static func numbered(_ label: ValueDescription?, width: Int) -> [String]? {
        if case .tensor(.string, _) = label?.type { return nil }
        if case .tensor(.bool, _) = label?.type { return ["0", "1"] }
        return width > 1 ? (0..<width).map(String.init) : nil
    }

    /// The outputs to be computed.
    package var names: [String] { [label, scores].compactMap(\.self) + scoreColumns }

    /// The outcomes of a run over `rows` rows.
    package func predictions(from values: [String: ONNXValue], rows: Int) throws(ModelError) -> Predictions {
        let found = try scoreMatrix(values, rows: rows)
        guard case .classes(let classes) = output else {
            guard let found, found.count == rows else { throw .mismatch("The model did not return one number per row") }
            return Predictions(output: output, labels: [], scores: found)
        }
        let labels = try label.map { name throws(ModelError) in try indices(of: values[name], rows: rows) }
        let scores = try found.map { scores throws(ModelError) in try perClass(scores, rows: rows) }
        guard labels != nil || scores != nil else { throw .mismatch("The model returned neither labels nor scores") }
        return Predictions(completing: classes, labels: labels, scores: scores)
    }

    private func scoreMatrix(_ values: [String: ONNXValue], rows: Int) throws(ModelError) -> [Double]? {
        guard !scoreColumns.isEmpty else {
            return try scores.map { name throws(ModelError) in try matrix(values[name], rows: rows) }
        }
        let columns = try scoreColumns.map { name throws(ModelError) in try matrix(values[name], rows: rows) }
        guard columns.allSatisfy({ $0.count == rows }) else {
            throw .mismatch("The model did not return one score per row and class")
        }
        return (0..<rows).flatMap { row in columns.map { $0[row] } }
    }

    private func matrix(_ value: ONNXValue?, rows: Int) throws(ModelError) -> [Double] {
        switch value?.tensor.storage {
        case .float(let numbers): return numbers.map(Double.init)
        case .double(let numbers): return numbers
        case .int64(let numbers): return numbers.map(Double.init)
        default: throw .mismatch("The model did not return scores as numbers")
        }
    }

    private func indices(of value: ONNXValue?, rows: Int) throws(ModelError) -> [Int] {
        let positions = Dictionary(classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let labels = value?.tensor.labels ?? []
        guard labels.count == rows else {
            throw .mismatch("The model returned \(labels.count) labels for \(rows) rows")
        }
        return try labels.map { label throws(ModelError) in
            guard let position = positions[label] else { throw .unknownClass(label, among: classes) }
            return position
        }
    }

    /// Scores as `[rows × classes]`: a single decision value `z` counts `-z` for the first of two classes.
    private func perClass(_ found: [Double], rows: Int) throws(ModelError) -> [Double] {
        if found.count == rows * classes.count { return found }
        if found.count == rows, classes.count == 2 { return found.flatMap { [-$0, $0] } }
        throw .mismatch("The model returned \(found.count) scores for \(rows) rows and \(classes.count) classes")
    }
}

extension ModelError {
    fileprivate static let noDecision = ModelError(
        .unsupportedType, "The outputs are neither a class nor a number",
        hint: "Export the model with a class, or with one number, per row")

    fileprivate static func unknownClasses(_ problem: String) -> ModelError {
        ModelError(
            .unsupportedType, problem,
            hint: "Export the model with the names of its classes, as skl2onnx does with the option zipmap")
    }

    fileprivate static func tooManyClasses(_ output: String, _ count: Int) -> ModelError {
        ModelError(
            .unsupportedType, "Output '\(output)' has \(count) columns, more than the 1,048,576 classes that are read",
            hint: "Export the model with fewer classes")
    }

    fileprivate static func unknownClass(_ label: String, among classes: [String]) -> ModelError {
        let list = classes.prefix(8).joined(separator: ", ") + (classes.count > 8 ? ", …" : "")
        return ModelError(
            .malformed, "It returned the class '\(label)', and its graph tells of \(list)",
            hint: "Export the model again, with the names of its classes")
    }
}

extension ValueDescription {
    fileprivate var isFloatingPoint: Bool {
        if case .tensor(let elements, _) = type { elements == .float || elements == .double } else { false }
    }

    fileprivate var isLabel: Bool {
        if case .tensor(let elements, _) = type {
            elements == .string || elements == .bool || elements.isInteger
        } else {
            false
        }
    }

    fileprivate var width: Int? {
        guard case .tensor(_, let shape?) = type, shape.count == 2 else { return nil }
        return shape[1]
    }
}
