public import OtherwiseCore

/// An ONNX decision model whose scores change smoothly with its numbers: linear models, networks, and pipelines of them.
///
/// ```swift
/// let smooth = try ONNXDifferentiableModel(model)
/// let result = try smooth.gradients(of: .ofClass("high"), at: table)
/// let steepest = zip(result.columns, result[0]).max { abs($0.1) < abs($1.1) }
/// ```
public struct ONNXDifferentiableModel: DifferentiableModel {
    /// The model whose scores are differentiated.
    public let model: ONNXDecisionModel
    /// The columns that gradients are taken by: those of numbers.
    public let gradientColumns: [String]
    private let pullback: GraphPullback

    /// - Throws: `ModelError` with code `.notDifferentiable` when the scores move in jumps alone (trees), or go
    ///   through an operator whose derivative is not known here; it names the node.
    public init(_ model: ONNXDecisionModel) throws(ModelError) {
        guard let scores = model.reading.scores else {
            throw ModelError.notDifferentiable("The model returns a label without scores").inModel(model.identity.name)
        }
        let pullback = try GraphPullback(of: scores, in: model.graph)
        let tensors = model.binding.tensors.filter { pullback.inputs.contains($0.name) }
        (self.model, self.pullback) = (model, pullback)
        gradientColumns = tensors.flatMap(\.columns)
    }

    /// The identity of `model`.
    public var identity: ModelIdentity { model.identity }
    /// The output of `model`.
    public var output: ModelOutput { model.output }

    /// What `model` says.
    ///
    /// - Parameter table: `[rows]`, with the columns that the model reads.
    /// - Throws: `ModelError` naming a column that is absent or of the wrong kind.
    public func predict(_ table: Table) throws(ModelError) -> Predictions { try model.predict(table) }

    /// - Throws: `ModelError` naming the column that is absent or does not fit, or the class that the model lacks.
    public func gradients(of score: Score, at table: Table) throws(ModelError) -> ScoreGradients {
        let result = try evaluate(score, model.binding.tensors(from: table))
        let parts = model.binding.tensors.compactMap { tensor in
            result.gradients[tensor.name].map { (width: tensor.columns.count, gradient: $0) }
        }
        let gradients = (0..<table.count).flatMap { row in
            parts.flatMap { $0.gradient[row * $0.width..<(row + 1) * $0.width] }
        }
        return ScoreGradients(columns: gradientColumns, values: result.values, gradients: gradients)
    }

    /// One score of every row, and its gradient there, for a model whose only input is one tensor of numbers.
    ///
    /// - Parameter rows: `[rows × columns]`, in the model's own columns.
    /// - Returns: The scores `[rows]`, and the gradients as a tensor of doubles of the shape of `rows`.
    /// - Throws: `ModelError` with code `.missingInput` for a model with other inputs.
    public func gradients(
        of score: Score, at rows: Tensor
    ) throws(ModelError) -> (values: [Double], gradients: Tensor) {
        guard let input = model.graph.inputs.first, model.graph.inputs.count == 1 else {
            throw .manyInputs(model.graph.inputs.map(\.name)).inModel(identity.name)
        }
        let result = try evaluate(score, [input.name: rows])
        return (result.values, try Tensor(shape: rows.shape, .double(result.gradients[input.name] ?? [])))
    }

    private func evaluate(
        _ score: Score, _ inputs: [String: Tensor]
    ) throws(ModelError) -> (values: [Double], gradients: [String: [Double]]) {
        let place = try place(of: score)
        var values: [Double] = []
        let result = try pullback.gradients(at: inputs) { output throws(ModelError) in
            let elements = try output.asDoubles()
            let rows = output.shape.first ?? 1
            let width = rows == 0 ? 1 : elements.count / rows
            // A single score of two classes counts for the second, and negated for the first.
            let (column, sign) = width == 1 ? (0, place.isFirstOfTwo ? -1.0 : 1) : (place.column, 1)
            guard column < width else {
                throw .mismatch("There are \(width) scores, that of class \(column) is wanted")
            }
            values = (0..<rows).map { sign * elements[$0 * width + column] }
            return elements.indices.map { $0 % width == column ? sign : 0 }
        }
        var gradients: [String: [Double]] = [:]
        for (name, gradient) in result.gradients { gradients[name] = try gradient.asDoubles() }
        return (values, gradients)
    }

    private func place(of score: Score) throws(ModelError) -> (column: Int, isFirstOfTwo: Bool) {
        switch (score, output) {
        case (.number, .number): return (0, false)
        case (.ofClass(let label), .classes(let classes)):
            guard let column = classes.firstIndex(of: label) else {
                throw .noScore("of class '\(label)'", classes).inModel(identity.name)
            }
            return (column, column == 0 && classes.count == 2)
        case (.number, .classes(let classes)): throw .noScore("that is a number", classes).inModel(identity.name)
        case (.ofClass(let label), .number): throw .noScore("of class '\(label)'", []).inModel(identity.name)
        }
    }
}

extension ModelError {
    fileprivate static func noScore(_ wanted: String, _ classes: [String]) -> ModelError {
        ModelError(
            .missingInput, "The model has no score \(wanted)",
            hint: classes.isEmpty ? "Ask for its number" : "Ask for one of \(classes.joined(separator: ", "))")
    }

    fileprivate static func manyInputs(_ names: [String]) -> ModelError {
        ModelError(
            .missingInput, "The model has \(names.count) inputs: \(names.joined(separator: ", "))",
            hint: "Ask for the gradient at the rows of a table")
    }
}
