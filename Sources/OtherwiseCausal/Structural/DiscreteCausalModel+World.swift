public import OtherwiseCore

/// The units that are consistent with what was observed, and how probable each is.
public struct DiscretePosterior: Sendable, Hashable {
    /// Levels of the exogenous variables, row-major `[units × exogenous variables]`.
    let units: [Int]
    /// Sum to 1.
    let probabilities: [Double]
}

extension DiscreteCausalModel: World {
    /// More units than are gone through one by one; larger models answer through `probability(of:given:)`.
    static let unitLimit = 2_000_000

    /// The posterior over the exogenous variables given what was observed, of some variables or of all, by enumeration.
    ///
    /// - Throws: `CausalModelError`; `.impossibleEvidence` where no unit agrees with the observation.
    public func abduct(_ factual: Assignment) throws(CausalModelError) -> DiscretePosterior {
        var seen: [(position: Int, level: Int)] = []
        for (name, value) in factual.values {
            let position = try position(of: name)
            seen.append((position, try variables[position].level(value)))
        }
        var units: [Int] = []
        var weights: [Double] = []
        try forEachUnit { unit, weight in
            let levels = outcome(of: unit)
            guard seen.allSatisfy({ levels[$0.position] == $0.level }) else { return }
            units += unit
            weights.append(weight)
        }
        let total = weights.reduce(0, +)
        guard total > 0 else { throw .impossibleEvidence(factual.values.mapValues(\.description)) }
        return DiscretePosterior(units: units, probabilities: weights.map { $0 / total })
    }

    /// The distribution of all variables for the units of `cause` under an intervention.
    public func predict(
        _ cause: DiscretePosterior, under intervention: DiscreteIntervention
    ) throws(CausalModelError) -> JointDistribution {
        let surgery = try Surgery(intervention, on: self)
        let width = exogenous.count
        var masses: [(levels: [Int], weight: Double)] = []
        for (number, probability) in cause.probabilities.enumerated() {
            let unit = Array(cause.units[number * width..<(number + 1) * width])
            for draw in surgery.draws {
                masses.append((surgery.outcome(of: unit, draw.levels, in: self), probability * draw.weight))
            }
        }
        return JointDistribution(variables: variables, masses: masses)
    }

    /// The distribution of all variables under an intervention, nothing being observed.
    public func distribution(
        under intervention: DiscreteIntervention = .none
    ) throws(CausalModelError) -> JointDistribution {
        try predict(try abduct(Assignment()), under: intervention)
    }

    /// Calls `body` with every combination of exogenous levels that can occur, and its probability.
    func forEachUnit(_ body: ([Int], Double) -> Void) throws(CausalModelError) {
        let sizes = exogenous.map(\.probabilities.count)
        let count = sizes.reduce(1.0) { $0 * Double($1) }
        guard count <= Double(Self.unitLimit) else {
            throw .tooLarge("The exogenous part of the model", count: count, limit: Self.unitLimit)
        }
        var walk = Odometer(cardinalities: sizes)
        for _ in 0..<Int(count) {
            let weight = zip(exogenous, walk.levels).reduce(1.0) { $0 * $1.0.probabilities[$1.1] }
            if weight > 0 { body(walk.levels, weight) }
            walk.advance()
        }
    }

    /// The levels of all variables for one unit.
    func outcome(of unit: [Int]) -> [Int] {
        var levels = [Int](repeating: 0, count: variables.count)
        for node in graph.order { levels[node] = functions[node].level(levels, unit) }
        return levels
    }
}

/// An intervention with its names looked up.
private struct Surgery {
    private enum Step {
        case kept
        case set(Int)
        case function(LevelFunction)
        case draw(Int)
        case shift(Int)
    }

    private var steps: [Step]
    private let order: [Int]
    /// The combinations of what is drawn anew, and their probabilities.
    private(set) var draws: [(levels: [Int], weight: Double)] = [([], 1)]

    init(_ intervention: DiscreteIntervention, on model: DiscreteCausalModel) throws(CausalModelError) {
        steps = model.variables.map { _ in .kept }
        var parents: [CausalEdge] = []
        for (name, change) in intervention.changes.sorted(by: { $0.key < $1.key }) {
            let position = try model.position(of: name)
            let variable = model.variables[position]
            switch change {
            case .set(let value): steps[position] = .set(try variable.level(value))
            case .shifted(let distance): steps[position] = .shift(distance)
            case .replaced(let mechanism):
                steps[position] = .function(
                    try LevelFunction(
                        mechanism, of: variable, graph: model.graph, model.variables, model.exogenous))
                parents += mechanism.parents.map { .directed($0, name) }
            case .drawn(let probabilities):
                guard probabilities.count == variable.levels.count, probabilities.allSatisfy({ $0 >= 0 }),
                    abs(probabilities.reduce(0, +) - 1) < 1e-6
                else { throw .probabilities(of: name, "must be one for each level, and sum to 1") }
                steps[position] = .draw(draws[0].levels.count)
                draws = draws.flatMap { draw in
                    probabilities.indices.map { (draw.levels + [$0], draw.weight * probabilities[$0]) }
                }
            }
        }
        order = try Self.order(model.graph, intervention, parents)
    }

    /// A new mechanism may have new parents; they must not close a cycle.
    private static func order(
        _ graph: CausalGraph, _ intervention: DiscreteIntervention, _ added: [CausalEdge]
    ) throws(CausalModelError) -> [Int] {
        guard !added.isEmpty else { return graph.order }
        let replaced = Set(added.map(\.second))
        let kept = graph.edges.filter { $0.isDirected && !replaced.contains($0.second) }
        do {
            return try CausalGraph(nodes: graph.nodes, edges: kept + added).order
        } catch {
            throw .graph(error)
        }
    }

    func outcome(of unit: [Int], _ draw: [Int], in model: DiscreteCausalModel) -> [Int] {
        var levels = [Int](repeating: 0, count: steps.count)
        for node in order {
            switch steps[node] {
            case .kept: levels[node] = model.functions[node].level(levels, unit)
            case .set(let level): levels[node] = level
            case .function(let function): levels[node] = function.level(levels, unit)
            case .draw(let place): levels[node] = draw[place]
            case .shift(let distance):
                let own = model.functions[node].level(levels, unit)
                levels[node] = min(max(own + distance, 0), model.variables[node].levels.count - 1)
            }
        }
        return levels
    }
}
