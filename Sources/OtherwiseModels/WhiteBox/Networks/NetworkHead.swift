import Foundation
import OtherwiseCore

/// Where the raw scores of a network are in its graph, and what they amount to.
struct NetworkHead {
    /// The value that the last affine map is applied to.
    let input: String
    /// The last affine map, as far as it is known already.
    let map: AffineMap
    let head: ScoreHead
    let link: Link

    /// - Throws: `OpaqueModel` with the reason when the outcome is computed in another way.
    init(_ model: ONNXDecisionModel) throws {
        let scorers = model.graph.scorers
        guard scorers.count <= 1 else { throw OpaqueModel(scorers: scorers.count) }
        if let scorer = scorers.first { try self.init(scorer, of: model) } else { try self.init(plain: model) }
    }

    private init(_ scorer: Scorer, of model: ONNXDecisionModel) throws {
        guard case .linear(let map) = scorer.structure.body else { throw OpaqueModel("it is not linear") }
        head = try ScoreHead(of: scorer, outputs: map.outputs, in: model)
        (input, self.map, link) = (scorer.input, AffineMap(map), .identity)
    }

    /// A graph of standard operators.
    private init(plain model: ONNXDecisionModel) throws {
        let graph = model.graph
        guard let scores = try Self.scores(of: model) else { throw OpaqueModel("it returns a label without scores") }
        guard case .classes(let classes) = model.output else {
            (link, input) = Link.behind(scores, in: graph)
            map = AffineMap(identity: 1)
            head = ScoreHead(decision: .values, postTransform: .none, scoresAreDirect: true, outputs: 1)
            return
        }
        let returned = model.reading.scores.map { graph.origin(of: $0, through: Self.passing) }
        let labels = ClassLabels.strings(classes)
        link = .identity
        if classes.count == 2, let sum = Self.pairedLogistic(scores, in: graph) {
            (input, map) = (sum, AffineMap(identity: 1))
            head = ScoreHead(
                decision: .above(threshold: 0, output: 0, labels: labels), postTransform: .logistic,
                scoresAreDirect: returned == scores, outputs: 1)
            return
        }
        if classes.count == 2, let score = Self.mirroredScore(scores, in: graph) {
            (input, map) = (score, AffineMap(identity: 1))
            head = ScoreHead(
                decision: .above(threshold: 0, output: 0, labels: labels), postTransform: .none, scoresAreDirect: false,
                outputs: 1)
            return
        }
        map = AffineMap(identity: classes.count)
        let node = graph.node(writing: scores)
        let isSoftmax = node?.operatorType == "Softmax" || node?.operatorType == "LogSoftmax"
        guard !["Sigmoid", "Div", "LpNormalization", "Normalizer"].contains(node?.operatorType) else {
            throw OpaqueModel("its class scores are transformed one by one")
        }
        input = isSoftmax ? node?.inputs.first ?? scores : scores
        head = ScoreHead(
            decision: .largest(labels: labels), postTransform: isSoftmax ? .softmax : .none,
            scoresAreDirect: returned == scores && node?.operatorType != "LogSoftmax", outputs: classes.count)
    }

    /// The scores whose largest is the outcome, or the number that is; `nil` for a model without any.
    private static func scores(of model: ONNXDecisionModel) throws -> String? {
        let graph = model.graph
        guard let label = model.reading.label else {
            return model.reading.scores.map { graph.origin(of: $0, through: passing) }
        }
        let place = graph.node(writing: graph.origin(of: label, through: passing))
        guard let place, ["ArrayFeatureExtractor", "Gather"].contains(place.operatorType), place.inputs.count == 2,
            graph.constant(place.inputs[0]) != nil
        else { throw OpaqueModel("its label is not that of the largest score") }
        let name = graph.origin(of: place.inputs[1], through: passing)
        guard let position = graph.nodes.firstIndex(where: { $0.outputs.contains(name) }),
            let extreme = graph.compiled[position]?.operation as? ExtremePosition, extreme.findsLargest
        else { throw OpaqueModel("its label is not that of the largest score") }
        return graph.nodes[position].inputs.first.map { graph.origin(of: $0, through: passing) }
    }

    /// For `[1 − p, p]` with `p` the logistic of a sum: the sum.
    private static func pairedLogistic(_ scores: String, in graph: ONNXModel) -> String? {
        guard let pair = graph.node(writing: scores), pair.operatorType == "Concat", pair.inputs.count == 2 else {
            return nil
        }
        let second = graph.origin(of: pair.inputs[1], through: passing)
        guard let logistic = graph.node(writing: second), logistic.operatorType == "Sigmoid",
            let rest = graph.node(writing: graph.origin(of: pair.inputs[0], through: passing)),
            rest.operatorType == "Sub", rest.inputs.count == 2,
            (try? graph.constant(rest.inputs[0])?.asDoubles()) == [1],
            graph.origin(of: rest.inputs[1], through: passing) == second
        else { return nil }
        return logistic.inputs.first
    }

    /// For `[−s, s]`, as of a perceptron or a hinge loss: the value s.
    private static func mirroredScore(_ scores: String, in graph: ONNXModel) -> String? {
        guard let pair = graph.node(writing: scores), pair.operatorType == "Concat", pair.inputs.count == 2 else {
            return nil
        }
        let (first, score) = (
            graph.origin(of: pair.inputs[0], through: passing), graph.origin(of: pair.inputs[1], through: passing)
        )
        guard let mirror = graph.node(writing: first),
            mirror.inputs.contains(where: { graph.origin(of: $0, through: passing) == score })
        else { return nil }
        switch mirror.operatorType {
        case "Neg": return score
        case "Mul": return mirror.inputs.contains { (try? graph.constant($0)?.asDoubles()) == [-1] } ? score : nil
        default: return nil
        }
    }

    private static let passing = ONNXModel.keepingValues.union(["ZipMap", "Dropout"])
}

/// How a number that is predicted follows from a raw score: it rises with it.
package enum Link: String, Sendable, Hashable {
    case identity
    case logistic = "Sigmoid"
    case exponential = "Exp"

    /// The link that computes a value, and the value it is applied to.
    static func behind(_ name: String, in graph: ONNXModel) -> (Link, String) {
        guard let node = graph.node(writing: name), let link = Link(rawValue: node.operatorType),
            let input = node.inputs.first
        else { return (.identity, name) }
        return (link, input)
    }

    package func callAsFunction(_ score: Double) -> Double {
        switch self {
        case .identity: score
        case .logistic: Activation.logistic(score)
        case .exponential: exp(score)
        }
    }

    /// The raw scores whose number lies in `range`; `nil` where there are none.
    package func preimage(of range: ClosedRange<Double>) -> ClosedRange<Double>? {
        let (low, high) = (inverse(range.lowerBound), inverse(range.upperBound))
        return low <= high && low < .infinity && high > -.infinity ? low...high : nil
    }

    /// Infinite for a number that no score reaches.
    private func inverse(_ number: Double) -> Double {
        switch self {
        case .identity: number
        case .logistic: number <= 0 ? -.infinity : number >= 1 ? .infinity : log(number) - log1p(-number)
        case .exponential: number <= 0 ? -.infinity : log(number)
        }
    }
}

extension ONNXModel {
    func node(writing name: String) -> GraphNode? { nodes.first { $0.outputs.contains(name) } }
}
