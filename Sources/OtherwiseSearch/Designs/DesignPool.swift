import Foundation
package import OtherwiseCore

/// Designs that keep every limit, to choose from at no evaluation.
public struct DesignPool: Sendable {
    /// Designs, in the order in which they were found.
    public let candidates: [DesignCandidate]
    /// The names of their outputs.
    public let outputs: [String]
    /// What is traded off, in the order of the last objectives.
    public let aims: [DesignAim]
    package let query: [Value]
    package let space: MixedSpace
    /// Whether the query itself is known to keep every limit.
    package let isQueryEnough: Bool

    init(_ problem: DesignProblem, _ found: [Individual<[Value]>]) {
        let candidates = found.map {
            DesignCandidate(
                values: problem.coding.values(of: $0.genome), outputs: $0.outcome, objectives: $0.fitness.objectives,
                slacks: $0.fitness.constraints)
        }
        self.init(
            candidates, outputs: problem.outputs, aims: problem.targets.aims, query: problem.query.values,
            space: problem.space, isQueryEnough: problem.isQueryKnownToBeEnough)
    }

    package init(
        _ candidates: [DesignCandidate], outputs: [String], aims: [DesignAim], query: [Value], space: MixedSpace,
        isQueryEnough: Bool = false
    ) {
        self.candidates = candidates
        self.outputs = outputs
        self.aims = aims
        self.query = query
        self.space = space
        self.isQueryEnough = isQueryEnough || candidates.contains { $0.values == query }
    }

    /// A few of the candidates, good and different from one another; the best first where only quality counts.
    ///
    /// - Returns: Fewer than asked for where there are no more; the messages say so.
    /// - Throws: `DesignError` for a bad count or weight.
    public func sample(
        _ count: Int, _ preferences: DesignPreferences = DesignPreferences()
    ) throws(DesignError) -> DesignSample {
        guard count > 0 else { throw .badCount(count) }
        let scores = try scores(preferences)
        var order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
        if let cap = preferences.cap { order = Array(order.prefix(max(cap, count))) }
        let chosen = select(count, order, scores, diversity: preferences.diversity)
        return DesignSample(
            candidates: chosen.map { candidates[$0] },
            messages: messages(count, found: chosen.count, preferences))
    }

    private func select(_ count: Int, _ order: [Int], _ scores: [Double], diversity: Double) -> [Int] {
        guard count > 1, diversity > 0, order.count > count else { return Array(order.prefix(count)) }
        let qualities = Self.qualities(order.map { scores[$0] }).map { pow($0, 1 / diversity) }
        let points = order.map { space.point(candidates[$0].values) }
        return MaxMinSelection.places(count, qualities: qualities) { one, other in
            space.gower(MixedSpace.distance(points[one], points[other]))
        }.map { order[$0] }
    }

    /// How good each of ascending scores is among them, 0...1: 1 for the least; what is infinitely bad has 0.
    private static func qualities(_ scores: [Double]) -> [Double] {
        let finite = scores.filter(\.isFinite)
        let (least, extent) = (finite.first ?? 0, (finite.last ?? 0) - (finite.first ?? 0))
        return scores.map { score in
            guard score.isFinite else { return score < 0 ? 1 : 0 }
            return extent > 0 ? 1 - (score - least) / extent : 1
        }
    }

    private func messages(_ count: Int, found: Int, _ preferences: DesignPreferences) -> [String] {
        var messages: [String] = []
        if candidates.isEmpty {
            messages.append("no design that keeps every limit was found")
        } else if found < count {
            messages.append("\(count) designs were asked for, and only \(found) that keep every limit were found")
        }
        if isQueryEnough {
            messages.append("the query keeps every limit as it is")
        }
        if let cap = preferences.cap, candidates.count > max(cap, count) {
            messages.append("they were chosen among the \(max(cap, count)) best of those found")
        }
        let diversity = preferences.diversity
        if diversity > 0, diversity < 0.1 {
            messages.append("with a diversity of \(diversity.plain) all but the best count for almost nothing")
        }
        return messages
    }
}

/// What makes a design good, and how different those chosen should be.
public struct DesignPreferences: Sendable, Hashable, Codable {
    /// The weights of aims by their outputs; 1 where nothing is said.
    public var weights: [String: Double]
    /// The weight of the distance from the query, at least 0.
    public var proximity: Double
    /// The weight of the share of changed features, at least 0.
    public var sparsity: Double
    /// The weight of the distance from the reference rows, at least 0.
    public var manifold: Double
    /// 0 takes the best alone; the greater, the more difference counts against quality.
    public var diversity: Double
    /// Measures the aims of which it is said what would do by that, in the place of their weighted sum.
    public var acceptability: Acceptability?
    /// Look at no more than so many of the best; `nil` for all.
    public var cap: Int?

    /// The defaults are those of the paper's implementation.
    public init(
        weights: [String: Double] = [:], proximity: Double = 1, sparsity: Double = 0.3, manifold: Double = 0.5,
        diversity: Double = 0.3, acceptability: Acceptability? = nil, cap: Int? = nil
    ) {
        self.weights = weights
        self.proximity = proximity
        self.sparsity = sparsity
        self.manifold = manifold
        self.diversity = diversity
        self.acceptability = acceptability
        self.cap = cap
    }
}

extension DesignPreferences {
    /// The distance from the query alone, however alike the designs are.
    public static let cheapest = DesignPreferences(sparsity: 0, manifold: 0, diversity: 0)
}

/// Designs chosen from a search.
public struct DesignSample: Sendable, Hashable {
    /// The designs that were chosen, best first.
    public let candidates: [DesignCandidate]
    /// What the asker should know, in words.
    public let messages: [String]
}

extension DesignPool {
    /// How good each candidate is; less is better, and infinitely much is worst.
    func scores(_ preferences: DesignPreferences) throws(DesignError) -> [Double] {
        try preferences.validate(for: aims)
        let terms = [preferences.proximity, preferences.sparsity, preferences.manifold]
        let weights = aims.map { preferences.weights[$0.output] ?? 1 }
        return candidates.map { candidate in
            let (own, rest) = (candidate.objectives.prefix(aims.count), candidate.objectives.dropFirst(aims.count))
            let score = wanted(own, weights, preferences.acceptability) + Self.sum(rest, terms)
            return score.isNaN ? .infinity : score
        }
    }

    /// The weighted sum of the aims; where acceptability is measured, those of which it is said what would do by that.
    private func wanted(_ own: ArraySlice<Double>, _ weights: [Double], _ acceptability: Acceptability?) -> Double {
        guard let acceptability else { return Self.sum(own, weights) }
        let ratios = zip(aims, own).map { aim, objective in aim.ratio(aim.objective(objective)) }
        let measured = ratios.indices.filter { ratios[$0] != nil }
        let index = acceptability.index(
            ofRatios: ratios.compactMap(\.self), weights: measured.map { weights[$0] })
        return 1 - index + Self.sum(own, zip(ratios, weights).map { $0 == nil ? $1 : 0 })
    }

    /// What has no weight counts for nothing, be it infinite.
    private static func sum(_ values: some Sequence<Double>, _ weights: [Double]) -> Double {
        zip(values, weights).reduce(0) { $1.1 == 0 ? $0 : $0 + $1.0 * $1.1 }
    }
}

extension DesignPreferences {
    /// - Throws: `DesignError` for a weight that is none, or of an aim that there is not, and where nothing says what
    ///   would do.
    package func validate(for aims: [DesignAim]) throws(DesignError) {
        let known = aims.map(\.output)
        for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else { throw .unknownWeight(name, known: known + DesignTerms.names) }
            guard weight >= 0, weight.isFinite else { throw .badWeight("weight of \(name)", weight) }
        }
        let terms = [("proximity", proximity), ("sparsity", sparsity), ("manifold", manifold)]
        for (name, weight) in terms where !(weight >= 0 && weight.isFinite) {
            throw .badWeight("weight of \(name)", weight)
        }
        guard diversity >= 0, diversity.isFinite else { throw .badWeight("diversity", diversity) }
        guard acceptability != nil, let first = aims.first else { return }
        guard aims.contains(where: { $0.sufficient != nil }) else { throw .noSufficientValue(first.output) }
        for aim in aims {
            if let value = aim.sufficient, value <= 0 { throw .badSufficientValue(output: aim.output, value) }
        }
    }
}
