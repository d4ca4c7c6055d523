package import OtherwiseCore
package import OtherwiseModels

/// One question to a network: the pieces that a row has on every axis, what they cost, and what is wanted.
package struct NetworkProblem: Sendable {
    package let network: FeatureNetwork
    /// One per feature.
    package let axes: [NetworkAxis]
    /// The goal holds where all of one of these hold.
    package let alternatives: [NetworkTargets]
    /// Whether they are enough for the goal, up to rounding.
    package let targetsSuffice: Bool
    /// Of each clause at least one literal holds; choices are pieces.
    package var clauses: [[ChoiceRules.Literal]]
    package let sums: [LinearRule]
    /// Axes that change together; the sums hold in each of their states.
    package let groups: [NetworkGroup]
    let layout: PieceLayout
    /// What each piece adds to the first sums, row-major `[pieces × units]`; for pieces of numbers what 0 adds.
    let effects: [Double]
    /// What one unit of each axis's number adds, row-major `[axes × units]`.
    let slopes: [Double]
    /// The magnitudes that went into both.
    let magnitudes, slopeMagnitudes: [Double]
    /// Whether the network has an answer for a piece.
    let isAnswered: [Bool]
    /// Whether the model itself says that values reach the goal.
    private let reachedByModel: @Sendable ([Value]) -> Bool

    /// `Σ coefficient × number` over some axes lies in `range`, which has room for rounding.
    package struct LinearRule: Sendable, Hashable {
        package let terms: [Int: Double]
        package let range: ClosedRange<Double>

        package init(terms: [Int: Double], range: ClosedRange<Double>) {
            self.terms = terms
            self.range = range
        }
    }

    /// - Parameters:
    ///   - goals: Each with the rounding of the model's head, to which that of the network is added here.
    package init(
        network: FeatureNetwork, axes: [NetworkAxis], alternatives: [NetworkTargets], targetsSuffice: Bool = true,
        clauses: [[ChoiceRules.Literal]] = [], sums: [LinearRule] = [], groups: [NetworkGroup] = [],
        isReached: @escaping @Sendable ([Value]) -> Bool
    ) {
        self.network = network
        self.axes = axes
        self.targetsSuffice = targetsSuffice
        self.clauses = clauses
        self.sums = sums
        self.groups = groups
        reachedByModel = isReached
        layout = PieceLayout(axes)
        let table = EffectTable(network, axes)
        (effects, slopes, isAnswered) = (table.effects, table.slopes, table.isAnswered)
        (magnitudes, slopeMagnitudes) = (table.magnitudes, table.slopeMagnitudes)
        let sums = network.ranges(from: table.ranges(from: network.base))
        let sizes = network.magnitudes(first: zip(network.baseMagnitudes, table.sizes).map(+), sums: sums)
        self.alternatives = alternatives.map { $0.clearing(sizes) }
    }

    var units: Int { network.base.count }

    /// The factual: no change on every axis.
    package var factual: NetworkPoint {
        NetworkPoint(
            pieces: axes.map(\.factual), numbers: [Double](repeating: 0, count: axes.count))
    }

    package func values(of point: NetworkPoint) -> [Value] {
        axes.indices.map { axes[$0].value(point.pieces[$0], point.numbers[$0]) }
    }

    package func cost(of point: NetworkPoint) -> Double {
        axes.indices.reduce(0) { $0 + axes[$1].cost(point.pieces[$1], point.numbers[$1]) }
    }

    package func changedAxes(of point: NetworkPoint) -> Set<Int> {
        Set(axes.indices.filter { point.pieces[$0] != axes[$0].factual })
    }

    /// The first sums of a point.
    func firstSums(of point: NetworkPoint) -> [Double] {
        var sums = network.base
        for axis in axes.indices { add(axis, point.pieces[axis], point.numbers[axis], to: &sums) }
        return sums
    }

    /// Adds `weight` times what a piece adds to the first sums.
    func add(_ axis: Int, _ piece: Int, _ number: Double, weight: Double = 1, to sums: inout [Double]) {
        let row = (layout.starts[axis] + piece) * units
        for unit in 0..<units { sums[unit] += weight * effects[row + unit] }
        guard layout.isRange[layout.starts[axis] + piece] else { return }
        for unit in 0..<units { sums[unit] += weight * number * slopes[axis * units + unit] }
    }

    package func scores(of point: NetworkPoint) -> [Double] { network.scores(from: firstSums(of: point)) }

    /// Whether a point keeps the rules between features.
    package func keepsRules(_ point: NetworkPoint) -> Bool {
        clauses.allSatisfy { clause in clause.contains { $0.choices.contains(point.pieces[$0.axis]) } }
            && sums.allSatisfy { rule in
                let terms = rule.terms.sorted { $0.key < $1.key }.map { axis, factor in
                    axes[axis].value(point.pieces[axis], point.numbers[axis]).number.map { $0 * factor } ?? .nan
                }
                return rule.range.contains(terms.reduce(0, +))
            }
    }

    /// Whether a point reaches the goal by more than rounding could take away.
    package func reachesGoal(_ point: NetworkPoint) -> Bool { clearsTargets(point) && isReached(by: point) }

    func clearsTargets(_ point: NetworkPoint) -> Bool {
        guard axes.indices.allSatisfy({ isAnswered[layout.starts[$0] + point.pieces[$0]] }) else { return false }
        let scores = scores(of: point)
        return alternatives.contains { $0.isCleared(by: scores) }
    }

    /// Whether the model itself says that a point reaches the goal.
    func isReached(by point: NetworkPoint) -> Bool { reachedByModel(values(of: point)) }
}

/// The effects of all pieces, one behind the other.
private struct EffectTable {
    var effects: [Double] = []
    var slopes: [Double] = []
    var magnitudes: [Double] = []
    var slopeMagnitudes: [Double] = []
    var isAnswered: [Bool] = []
    private var lows: [Double]
    private var highs: [Double]
    /// For each first sum the most that the magnitudes of the axes' effects add up to.
    private(set) var sizes: [Double]

    init(_ network: FeatureNetwork, _ axes: [NetworkAxis]) {
        lows = network.base.map { _ in 0 }
        (highs, sizes) = (lows, lows)
        for (axis, term) in zip(axes, network.terms) { append(axis, term, units: network.base.count) }
    }

    func ranges(from base: [Double]) -> [ClosedRange<Double>] {
        base.indices.map { base[$0] + lows[$0]...base[$0] + highs[$0] }
    }

    private mutating func append(_ axis: NetworkAxis, _ term: FeatureNetwork.Term, units: Int) {
        let nothing = [Double](repeating: 0, count: units)
        slopes += term.number?.slope.sums ?? nothing
        slopeMagnitudes += term.number?.slope.magnitudes ?? nothing
        var low = [Double](repeating: .infinity, count: units)
        var high = low.map { -$0 }
        var largest = nothing
        for piece in axis.pieces {
            let ends: [Value] =
                switch piece {
                case .value(let value, _): [value]
                case .numbers(let range, _): [.number(range.lowerBound), .number(range.upperBound)]
                }
            let found = ends.compactMap { term.effect(of: $0) }
            isAnswered.append(found.count == ends.count)
            let own = ends.count == 1 ? found.first : term.number?.offset
            effects += own?.sums ?? nothing
            magnitudes += own?.magnitudes ?? nothing
            for effect in found {
                for unit in 0..<units {
                    low[unit] = min(low[unit], effect.sums[unit])
                    high[unit] = max(high[unit], effect.sums[unit])
                    largest[unit] = max(largest[unit], effect.magnitudes[unit])
                }
            }
        }
        for unit in 0..<units where low[unit] <= high[unit] {
            lows[unit] += low[unit]
            highs[unit] += high[unit]
            sizes[unit] += largest[unit]
        }
    }
}
