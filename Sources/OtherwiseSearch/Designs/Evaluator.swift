public import OtherwiseCore

/// Whatever says how designs perform: a simulator, a surrogate, several models side by side.
public protocol Evaluator: Sendable {
    /// The outputs of every design, in order.
    ///
    /// - Parameter designs: `[designs]`, a column per feature.
    /// - Returns: `[designs]`, a column per output; what could not be computed is missing.
    func outputs(of designs: Table) async throws -> Table

    /// Finds out before the search whether targets can be asked of the outputs; by default anything can.
    ///
    /// - Throws: `DesignError`, naming what there is.
    func check(_ targets: DesignTargets) throws(DesignError)
}

extension Evaluator {
    /// Lets any targets pass.
    public func check(_ targets: DesignTargets) throws(DesignError) {}
}

/// Decision models as an evaluator, each with an output of its own name.
///
/// A classifier has a further output for the score of each class, called `NAME: score of CLASS`.
public struct ModelEvaluator: Evaluator {
    let models: [(name: String, model: any Model)]

    /// - Parameter models: Each with the name of its output.
    public init(_ models: KeyValuePairs<String, any Model>) {
        self.init(models.map { (name: $0.key, model: $0.value) })
    }

    /// - Parameter models: Each with the name of its output.
    public init(_ models: [(name: String, model: any Model)]) { self.models = models }

    /// The names of all outputs, in order.
    public var names: [String] {
        models.flatMap { name, model in
            guard case .classes(let classes) = model.output else { return [name] }
            return [name] + classes.map { Self.scoreName(of: $0, in: name) }
        }
    }

    /// The classes of every output that has some.
    var classes: [String: [String]] {
        var classes: [String: [String]] = [:]
        for (name, model) in models { if case .classes(let own) = model.output { classes[name] = own } }
        return classes
    }

    /// - Throws: `DesignError` for a number that is wanted of a class, a class of a number, or a class that there is not.
    public func check(_ targets: DesignTargets) throws(DesignError) {
        let classes = classes
        for limit in targets.limits {
            switch (limit.requirement, classes[limit.output]) {
            case (.within, let known?): throw .notNumeric(output: limit.output, value: known.first ?? "")
            case (.oneOf, nil), (.noneOf, nil): throw .notAClass(output: limit.output)
            case (.oneOf(let labels), let known?), (.noneOf(let labels), let known?):
                guard let stranger = labels.sorted().first(where: { !known.contains($0) }) else { continue }
                throw .unknownClass(output: limit.output, label: stranger, known: known)
            case (.within, nil): continue
            }
        }
        for aim in targets.aims {
            if let known = classes[aim.output] { throw .aimAtClass(output: aim.output, known: known) }
        }
    }

    package static func scoreName(of label: String, in output: String) -> String { "\(output): score of \(label)" }

    /// What the models say of designs, one column per name.
    ///
    /// - Parameter designs: `[designs]`, with the features of the models as columns.
    /// - Throws: What a model throws.
    public func outputs(of designs: Table) async throws -> Table {
        var columns: [Column] = []
        for (name, model) in models { columns += Self.columns(name, try await model.predict(designs)) }
        return try Table(columns: columns, count: designs.count)
    }

    private static func columns(_ name: String, _ predictions: Predictions) -> [Column] {
        guard case .classes(let classes) = predictions.output else {
            return [Column(name: name, storage: .numbers(predictions.scores))]
        }
        let labels = predictions.labels.enumerated().map { predictions.isScored($0) ? Int32($1) : -1 }
        let scores = classes.enumerated().map { place, label in
            let column = stride(from: place, to: predictions.scores.count, by: classes.count)
            return Column(
                name: scoreName(of: label, in: name), storage: .numbers(column.map { predictions.scores[$0] }))
        }
        return [Column(name: name, storage: .categories(codes: labels, levels: classes))] + scores
    }
}
