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
        _ = try graph.place(of: outcome)
        let worlds = try worlds(
            of: treatment, active, against: baseline, along: edges, samples: samples, seed: seed)
        return zip(worlds.along[outcome] ?? [], worlds.without[outcome] ?? []).map { counting($0) - counting($1) }
            .meanWithError
    }

    /// The values of all variables, by name, without a treatment's new value and where it travels along some edges only.
    func worlds(
        of treatment: String, _ active: Double, against baseline: Double, along edges: Set<CausalEdge>, samples: Int,
        seed: UInt64
    ) throws(CausalModelError) -> (without: [String: [Double]], along: [String: [Double]]) {
        _ = try graph.place(of: treatment)
        let generator = SeededGenerator(seed: seed)
        var without: [String: [Double]] = [:], along: [String: [Double]] = [:]
        for node in graph.order {
            let (name, mechanism) = (graph.nodes[node], mechanisms[node])
            guard name != treatment else {
                without[name] = [Double](repeating: baseline, count: samples)
                along[name] = [Double](repeating: active, count: samples)
                continue
            }
            var own = generator.split(node)
            let noise = mechanism.sampleNoise(count: samples, using: &own)
            func values(_ parent: (String) -> [Double]?) -> [Double] {
                mechanism.values(mechanism.parents.map { parent($0) ?? [] }, noise: noise)
            }
            without[name] = values { without[$0] }
            along[name] = values { (edges.contains(.directed($0, name)) ? along : without)[$0] }
        }
        return (without, along)
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
