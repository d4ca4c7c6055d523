public import OtherwiseCore

extension DiscreteNetwork {
    /// `P(outcomes | conditions, do(interventions))`, exactly.
    ///
    /// - Throws: `CausalModelError`; among others `.impossibleEvidence`, and `.inconsistent` for a variable that is both
    ///   set and observed, which is a question about what would have been.
    public func distribution(
        of outcomes: [String], given conditions: [String: Value] = [:], do interventions: [String: Value] = [:]
    ) throws(CausalModelError) -> JointDistribution {
        try Self.requireOneWorld(conditions, interventions)
        var levels = [Int](repeating: -1, count: variables.count)
        var isSet = [Bool](repeating: false, count: variables.count)
        var open: [Int] = []
        for (name, value) in conditions {
            let place = try position(of: name)
            levels[place] = try variables[place].level(value)
            open.append(place)
        }
        for (name, value) in interventions {
            let place = try position(of: name)
            levels[place] = try variables[place].level(value)
            isSet[place] = true
        }
        let wanted = try outcomes.map { name throws(CausalModelError) in try position(of: name) }
        var elimination = VariableElimination(levels: levels)
        let needed = ancestors(of: open + wanted, isSet)
        for place in needed { elimination.add(factors[place], isPositive: isPositive[place]) }
        var kept: [Int] = []
        for place in wanted where levels[place] < 0 && !kept.contains(place) { kept.append(place) }
        elimination.removePartsWithoutEffect(on: kept)
        let values = try elimination.values(over: kept)
        guard elimination.constant > 0, values.contains(where: { $0 > 0 }) else {
            throw .impossibleEvidence(conditions.mapValues(\.description))
        }
        let axes = wanted.map { kept.firstIndex(of: $0) }
        return JointDistribution(
            wanted.map { variables[$0] }, kept.map { variables[$0].levels.count }, values
        ) { column, own in axes[column].map { own[$0] } ?? levels[wanted[column]] }
    }

    /// - Throws: `CausalModelError.inconsistent` for a variable that is both set and observed.
    private static func requireOneWorld(
        _ conditions: [String: Value], _ interventions: [String: Value]
    ) throws(CausalModelError) {
        guard let both = conditions.keys.filter({ interventions[$0] != nil }).min() else { return }
        throw .inconsistent(
            "'\(both)' is both set and observed. What would have been otherwise is asked as P(y_{\(both)=…} | \(both)=…) of a structural model."
        )
    }

    /// These variables and all that may cause them, but for the causes of what is set.
    private func ancestors(of start: [Int], _ isSet: [Bool]) -> [Int] {
        var isFound = isSet
        var open = start, found: [Int] = []
        while let place = open.popLast() {
            guard !isFound[place] else { continue }
            isFound[place] = true
            found.append(place)
            open += graph.parents[place]
        }
        return found
    }
}
