import OtherwiseCore
import OtherwiseModels
import OtherwiseTabular

/// What a model file holds, as `otherwise inspect --format json` writes it.
struct ModelSummary: Encodable, Sendable {
    let schema = "otherwise.model/1"
    let name: String
    /// `nil` for a command or a server, of which nothing but the answers is known.
    let digest: String?
    let producer: String
    /// The version of each set of operators, by domain.
    let operatorSets: [String: Int]
    let inputs: [ValueSummary]
    let outputs: [ValueSummary]
    /// The classes that it decides between; `nil` where it returns a number, or neither.
    let classes: [String]?
    /// `classes`, `number`, or why it is neither.
    let decision: String
    /// How often each operator is used.
    let operators: [String: Int]
    /// Why the native engine cannot run it; empty where it can.
    let obstacles: [String]
    /// What runs it here, or why nothing does.
    let engine: String
    let scorers: [ScorerSummary]
    /// How it meets the data, where data were given.
    var binding: Binding?

    struct Binding: Encodable, Sendable {
        let data: String
        let rows: Int
        /// The columns that are read.
        let columns: [String]
        let strategy: String
        /// Why nothing can be proved; `nil` where optimality can.
        let reasonWithoutProof: String?
        let notes: [String]
    }
}

/// An input or an output.
struct ValueSummary: Encodable, Sendable {
    let name: String
    let type: String
    /// The number of columns; `nil` where any number will do.
    let width: Int?
}

/// A part of the graph that can be looked into.
struct ScorerSummary: Encodable, Sendable {
    let operatorType: String
    let kind: String
    var trees: Int?
    /// The number of tests.
    var tests: Int?
    var leaves: Int?
    /// The most tests on the way to a leaf.
    var depth: Int?
    /// The number of coefficients, for a linear scorer.
    var coefficients: Int?
    /// The number of scores per row.
    let scores: Int
}

extension ModelSummary.Binding {
    init(_ task: DecisionTask, _ explainer: Explainer) {
        data = task.dataPath
        rows = task.profile.count
        columns = task.schema.features.map(\.name)
        strategy = explainer.strategyName
        reasonWithoutProof = explainer.opacity
        notes = task.notes
    }
}

extension ModelSummary {
    /// - Throws: `ModelError` for a file that the native reader makes nothing of.
    init(_ file: ONNXFile) throws {
        let graph = try file.readable
        name = graph.name
        digest = file.digest
        engine = file.engine
        producer = [graph.metadata.producer, graph.metadata.producerVersion].filter { !$0.isEmpty }.joined(
            separator: " ")
        operatorSets = Dictionary(graph.metadata.operatorSets.map { ($0.key.isEmpty ? "ai.onnx" : $0.key, $0.value) }) {
            max($0, $1)
        }
        inputs = graph.inputs.map(ValueSummary.init)
        outputs = graph.outputs.map(ValueSummary.init)
        (classes, decision) = Self.decision(of: graph)
        operators = Dictionary(graph.nodes.map { ($0.operatorType, 1) }, uniquingKeysWith: +)
        obstacles = graph.unsupportedOperators.map { "\($0.operatorType): \($0.reason)" }
        scorers = graph.scorers.map(ScorerSummary.init)
    }

    private static func decision(of graph: ONNXModel) -> ([String]?, String) {
        do throws(ModelError) {
            guard case .classes(let classes) = try OutputReading(graph).output else { return (nil, "number") }
            return (classes, "classes")
        } catch {
            return (nil, error.problem)
        }
    }
}

extension ModelSummary {
    /// A model that is known by its answers alone.
    init(_ task: DecisionTask, _ explainer: Explainer) {
        name = task.model.identity.name
        digest = task.model.identity.digest
        engine = (task.model as? any BoundModel)?.engine ?? "unknown"
        if case .classes(let classes) = task.model.output {
            (self.classes, decision) = (classes, "classes")
        } else {
            (classes, decision) = (nil, "number")
        }
        binding = Binding(task, explainer)
        (producer, operatorSets, operators) = ("", [:], [:])
        (inputs, outputs, obstacles, scorers) = ([], [], [], [])
    }
}

extension ONNXFile {
    fileprivate var readable: ONNXModel {
        get throws {
            switch contents {
            case .native(let graph), .foreign(let graph?, _): graph
            case .foreign(nil, let reason): throw reason
            }
        }
    }
}

extension ScorerSummary {
    init(_ scorer: Scorer) {
        operatorType = scorer.node.operatorType
        switch scorer.structure.body {
        case .trees(let ensemble):
            kind = "trees"
            trees = ensemble.roots.count
            leaves = ensemble.nodes.count(where: \.isLeaf)
            tests = ensemble.nodes.count { !$0.isLeaf }
            depth = ensemble.depths.max() ?? 0
            scores = ensemble.outputCount
        case .linear(let map):
            kind = "linear"
            coefficients = map.coefficients.count
            scores = map.outputs
        }
    }
}

extension ValueSummary {
    init(_ value: ValueDescription) {
        name = value.name
        switch value.type {
        case .tensor(let elements, let shape):
            type = "\(elements)"
            width = (shape?.count ?? 0) < 2 ? 1 : shape?[1]
        case .sequenceOfMaps(let keys): (type, width) = ("maps from \(keys) to score", nil)
        case .other: (type, width) = ("unknown", nil)
        }
    }
}
