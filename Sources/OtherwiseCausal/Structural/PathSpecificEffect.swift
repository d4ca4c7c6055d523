import OtherwiseNumerics

extension StructuralCausalModel where Mechanism: FunctionalMechanism {
    /// How much the mean of an outcome changes when a treatment's new value travels along some edges only (Avin, Shpitser
    /// and Pearl 2005).
    ///
    /// - Parameters:
    ///   - edges: Directed edges of the graph. All of them give the total effect; all but those into mediators the direct
    ///     one.
    ///   - counting: What a value of the outcome counts.
    ///   - samples: The units that it is worked out for; both worlds share their noise.
    /// - Returns: The effect and its standard error.
    public func pathSpecificEffect(
        of treatment: String, _ active: Double, against baseline: Double, on outcome: String,
        along edges: Set<CausalEdge>, counting: (Double) -> Double = { $0 }, samples: Int = 20_000, seed: UInt64 = 1
    ) throws(CausalModelError) -> (value: Double, standardError: Double) {
        try effect(
            of: treatment, active, against: baseline, on: outcome, travelling: .along(edges), counting: counting,
            samples: samples, seed: seed)
    }

    /// How much the mean of an outcome changes when a treatment's new value comes as far as said.
    ///
    /// - Parameters:
    ///   - counting: What a value of the outcome counts.
    ///   - samples: The units that it is worked out for; all worlds share their noise.
    /// - Returns: The effect and its standard error.
    package func effect(
        of treatment: String, _ active: Double, against baseline: Double, on outcome: String,
        travelling travel: EffectTravel, counting: (Double) -> Double = { $0 }, samples: Int, seed: UInt64
    ) throws(CausalModelError) -> (value: Double, standardError: Double) {
        _ = try graph.place(of: outcome)
        let worlds = try worlds(
            of: treatment, active, against: baseline, travelling: travel, samples: samples, seed: seed)
        return zip(worlds.along[outcome] ?? [], worlds.without[outcome] ?? []).map { counting($0) - counting($1) }
            .meanWithError
    }

    /// The values of all variables, by name, without a treatment's new value and where it comes as far as said.
    func worlds(
        of treatment: String, _ active: Double, against baseline: Double, travelling travel: EffectTravel, samples: Int,
        seed: UInt64
    ) throws(CausalModelError) -> EffectWorlds {
        _ = try graph.place(of: treatment)
        let generator = SeededGenerator(seed: seed)
        var worlds = EffectWorlds()
        for node in graph.order {
            let (name, mechanism) = (graph.nodes[node], mechanisms[node])
            guard name != treatment else {
                worlds.set(name, active, against: baseline, travel, count: samples)
                continue
            }
            var own = generator.split(node)
            let noise = mechanism.sampleNoise(count: samples, using: &own)
            worlds.add(name, travel) { world in
                mechanism.values(mechanism.parents.map { world($0) ?? [] }, noise: noise)
            }
        }
        return worlds
    }
}

/// The values of the same units in the worlds that an effect compares, by variable.
struct EffectWorlds {
    /// Without the treatment's new value.
    private(set) var without: [String: [Double]] = [:]
    /// With it, where mediators have their values from there; else empty.
    private(set) var with: [String: [Double]] = [:]
    /// Where it comes as far as the effect says.
    private(set) var along: [String: [Double]] = [:]

    /// All that were worked out.
    var all: [[String: [Double]]] { with.isEmpty ? [without, along] : [without, with, along] }

    fileprivate mutating func set(
        _ treatment: String, _ active: Double, against baseline: Double, _ travel: EffectTravel, count: Int
    ) {
        let (new, old) = ([Double](repeating: active, count: count), [Double](repeating: baseline, count: count))
        without[treatment] = old
        guard case .through = travel else { return along[treatment] = new }
        (with[treatment], along[treatment]) = (new, old)
    }

    /// - Parameter values: Of the variable, by those of its causes in a world.
    fileprivate mutating func add(
        _ name: String, _ travel: EffectTravel, values: ((String) -> [Double]?) -> [Double]
    ) {
        let old = values { without[$0] }
        switch travel {
        case .along(let edges):
            along[name] = values { (edges.contains(.directed($0, name)) ? along : without)[$0] }
        case .beside(let mediators): along[name] = mediators.contains(name) ? old : values { along[$0] }
        case .through(let mediators):
            let new = values { with[$0] }
            along[name] = mediators.contains(name) ? new : values { along[$0] }
            with[name] = new
        }
        without[name] = old
    }
}

extension [Double] {
    /// The mean of independent draws, and its standard error.
    var meanWithError: (value: Double, standardError: Double) {
        let mean = reduce(0, +) / Double(count)
        let variance = reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Swift.max(count - 1, 1))
        return (mean, (variance / Double(count)).squareRoot())
    }
}
