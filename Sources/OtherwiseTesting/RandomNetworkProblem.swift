import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
package import OtherwiseSearch

/// Small random questions to linear models and networks: mixed axes, missing values, several scores, rules; the same for
/// the same seed.
package struct RandomNetworkProblem {
    private var generator: SeededGenerator

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// - Parameters:
    ///   - hidden: The number of units of each hidden layer; none for a linear model.
    ///   - outputs: The number of raw scores; targets are differences between them where there are several.
    ///   - hasRules: Whether to add clauses and a sum between axes.
    ///   - isContinuous: Whether numbers have no grid; with one, every point can be enumerated.
    ///   - share: Of a softmax over several outputs, which one of them is to have; `nil` for any kind of goal.
    package mutating func make(
        hidden: [Int] = [], outputs: Int = 1, hasRules: Bool = false, isContinuous: Bool = false, share: Double? = nil
    ) -> NetworkProblem {
        let units = hidden.first ?? outputs
        let count = Int.random(in: isContinuous ? 2...3 : 2...5, using: &generator)
        let forms = (0..<count).map { _ in form(units: units, isContinuous: isContinuous) }
        let network = network(of: forms, layers: hidden + [outputs])
        let axes = forms.map(\.axis)
        let alternatives = alternatives(outputs, share: share)
        return NetworkProblem(
            network: network, axes: axes, alternatives: alternatives,
            clauses: hasRules ? clauses(axes) : [], sums: hasRules ? sums(axes) : [],
            isReached: Self.reachability(of: alternatives, in: network))
    }

    /// - Parameter flags: The number of axes of 0 and 1 of which exactly one is 1; a free one comes behind them.
    package mutating func makeGrouped(flags: Int, hidden: [Int] = []) -> NetworkProblem {
        let units = hidden.first ?? 1
        let on = Int.random(in: 0..<flags, using: &generator)
        let forms =
            (0..<flags).map { flag(units, isOn: $0 == on) } + [form(units: units, isContinuous: false)]
        let network = network(of: forms, layers: hidden + [1])
        let axes = forms.map(\.axis)
        let alternatives = alternatives(1)
        let sum = NetworkProblem.LinearRule(
            terms: Dictionary(uniqueKeysWithValues: (0..<flags).map { ($0, 1) }), range: 1 - 1e-9...1 + 1e-9)
        return NetworkProblem(
            network: network, axes: axes, alternatives: alternatives, sums: [sum],
            groups: [NetworkGroup(Array(0..<flags), in: axes)],
            isReached: Self.reachability(of: alternatives, in: network))
    }

    private mutating func flag(_ units: Int, isOn: Bool) -> (axis: NetworkAxis, term: FeatureNetwork.Term) {
        let (origin, other) = isOn ? (1.0, 0.0) : (0, 1)
        let pieces = [
            NetworkAxis.Piece.value(.number(origin), cost: 0),
            .numbers(other...other, NumberPrice(origin: origin, linear: cost())),
        ]
        let term = FeatureNetwork.Term(number: (slope: effect(units), offset: effect(units)), listed: [:])
        return (NetworkAxis(pieces: pieces, factual: 0, step: 1), term)
    }

    private mutating func network(
        of forms: [(axis: NetworkAxis, term: FeatureNetwork.Term)], layers widths: [Int]
    ) -> FeatureNetwork {
        FeatureNetwork(
            base: weights(widths[0], scale: 0.5), terms: forms.map(\.term), layers: layers(widths))
    }

    private static func reachability(
        of alternatives: [NetworkTargets], in network: FeatureNetwork
    ) -> @Sendable ([Value]) -> Bool {
        { values in
            guard let sums = network.firstSums(of: values) else { return false }
            let scores = network.scores(from: sums)
            return alternatives.contains { alternative in
                alternative.targets.allSatisfy { $0.score(of: scores) >= $0.threshold }
                    && alternative.share.map { $0.surplus(of: scores) >= 0 } ?? true
            }
        }
    }

    private mutating func layers(_ widths: [Int]) -> [FeatureNetwork.Layer] {
        let activation: Activation = [.relu, .relu, .tanh, .logistic].randomElement(using: &generator) ?? .relu
        return zip(widths, widths.dropFirst()).map { inputs, outputs in
            FeatureNetwork.Layer(
                activation, weights: weights(inputs * outputs, scale: 1.5), biases: weights(outputs, scale: 0.5))
        }
    }

    private mutating func weights(_ count: Int, scale: Double) -> [Double] {
        (0..<count).map { _ in Double.random(in: -scale...scale, using: &generator) }
    }

    private mutating func effect(_ units: Int) -> FeatureNetwork.Effect {
        let sums = weights(units, scale: 1)
        return FeatureNetwork.Effect(sums: sums, magnitudes: sums.map(abs))
    }

    private mutating func form(
        units: Int, isContinuous: Bool
    ) -> (axis: NetworkAxis, term: FeatureNetwork.Term) {
        isContinuous || Bool.random(using: &generator) ? numbers(units, isContinuous) : categories(units)
    }

    private mutating func cost() -> Double { Double(Int.random(in: 1...24, using: &generator)) / 8 }

    private mutating func categories(_ units: Int) -> (axis: NetworkAxis, term: FeatureNetwork.Term) {
        let count = Int.random(in: 2...4, using: &generator)
        var values = (0..<count).map { Value.category("\($0)") }
        if Bool.random(using: &generator) { values.append(.missing) }
        let factual = Int.random(in: values.indices, using: &generator)
        var term = FeatureNetwork.Term(listed: [:])
        for value in values { term.listed[value] = effect(units) }
        let pieces = values.indices.map {
            NetworkAxis.Piece.value(values[$0], cost: $0 == factual ? 0 : cost())
        }
        return (NetworkAxis(pieces: pieces, factual: factual), term)
    }

    private mutating func numbers(
        _ units: Int, _ isContinuous: Bool
    ) -> (axis: NetworkAxis, term: FeatureNetwork.Term) {
        let last = Double(Int.random(in: 3...7, using: &generator))
        let origin = Double(Int.random(in: 0...Int(last), using: &generator))
        let price = NumberPrice(
            origin: origin, jump: Bool.random(using: &generator) ? 0 : cost() / 4,
            linear: Bool.random(using: &generator) ? 0 : cost() / 4,
            squared: Bool.random(using: &generator) ? 0 : cost() / 16)
        var pieces = [NetworkAxis.Piece.value(.number(origin), cost: 0)]
        let (below, above) = isContinuous ? (origin.nextDown, origin.nextUp) : (origin - 1, origin + 1)
        if below >= 0 { pieces.append(.numbers(0...below, price)) }
        if above <= last { pieces.append(.numbers(above...last, price)) }
        let slope = effect(units)
        let number = (
            slope: FeatureNetwork.Effect(sums: slope.sums.map { $0 / 3 }, magnitudes: slope.magnitudes.map { $0 / 3 }),
            offset: effect(units)
        )
        return (
            NetworkAxis(pieces: pieces, factual: 0, step: isContinuous ? nil : 1),
            FeatureNetwork.Term(number: number, listed: [:])
        )
    }

    private mutating func alternatives(_ outputs: Int, share: Double? = nil) -> [NetworkTargets] {
        guard outputs > 1 else {
            let threshold = Double.random(in: 0...2.5, using: &generator)
            return [NetworkTargets([LinearTarget(weights: [1], threshold: threshold)])]
        }
        let winner = Int.random(in: 0..<outputs, using: &generator)
        let others = (0..<outputs).filter { $0 != winner }
        func beating(_ loser: Int) -> LinearTarget {
            LinearTarget(weights: (0..<outputs).map { $0 == winner ? 1 : $0 == loser ? -1 : 0 }, threshold: 0.25)
        }
        switch share == nil ? Int.random(in: 0..<3, using: &generator) : 2 {
        case 0: return [NetworkTargets(others.map(beating))]
        case 1: return others.map { NetworkTargets([beating($0)]) }
        default:
            return [NetworkTargets(others.map(beating), share: SoftmaxShare(position: winner, floor: share ?? 0.6))]
        }
    }

    private mutating func clauses(_ axes: [NetworkAxis]) -> [[ChoiceRules.Literal]] {
        (0..<2).map { _ in
            (0..<2).map { _ in
                let axis = Int.random(in: axes.indices, using: &generator)
                let count = axes[axis].pieces.count
                let allowed = (0..<count).filter { _ in Int.random(in: 0..<3, using: &generator) > 0 }
                return ChoiceRules.Literal(axis: axis, choices: CellSet(allowed, count: count))
            }
        }
    }

    private mutating func sums(_ axes: [NetworkAxis]) -> [NetworkProblem.LinearRule] {
        let numeric = axes.indices.filter { axes[$0].step != nil }
        guard numeric.count > 1 else { return [] }
        let top = Double(Int.random(in: 2...9, using: &generator))
        return [NetworkProblem.LinearRule(terms: [numeric[0]: 1, numeric[1]: 1], range: -1e-9...top + 1e-9)]
    }
}

extension EnumerationOracle {
    /// The least cost of a point of the grid that reaches the goal and keeps the rules; `nil` when none does.
    ///
    /// - Parameter parts: Into how many parts numbers without a grid are cut.
    /// - Complexity: The product of the numbers of values of all axes.
    package static func leastCost(of problem: NetworkProblem, parts: Int = 1) -> Double? {
        let choices = problem.axes.map { $0.points(parts) }
        var least: Double?
        var places = choices.map { _ in 0 }
        while true {
            let point = NetworkPoint(
                pieces: places.indices.map { choices[$0][places[$0]].piece },
                numbers: places.indices.map { choices[$0][places[$0]].number })
            let cost = problem.cost(of: point)
            if cost < least ?? .infinity, problem.keepsRules(point), problem.reachesGoal(point) { least = cost }
            var axis = 0
            while axis < places.count, places[axis] + 1 == choices[axis].count {
                places[axis] = 0
                axis += 1
            }
            guard axis < places.count else { return least }
            places[axis] += 1
        }
    }
}

extension NetworkAxis {
    fileprivate func points(_ parts: Int) -> [(piece: Int, number: Double)] {
        pieces.enumerated().flatMap { piece, kind -> [(piece: Int, number: Double)] in
            guard case .numbers(let range, _) = kind else { return [(piece, 0)] }
            let width = range.upperBound - range.lowerBound
            let step = step ?? width / Double(parts)
            return stride(from: 0, through: (width / step).rounded(), by: 1).map {
                (piece, min(range.lowerBound + $0 * step, range.upperBound))
            }
        }
    }
}
