extension DualBound {
    /// Finds multipliers from nothing, one target after the other, by doubling and golden-section steps.
    ///
    /// For fixed messages the bound is concave in each multiplier.
    func findMultipliers() {
        for target in 0..<instance.targetCount {
            var step = 1e-3
            while step < 1e9, tryMultiplier(of: target, at: step) { step *= 2 }
            for _ in 0..<6 { stepMultiplier(of: target, by: 0.5) }
        }
    }

    /// Moves each multiplier along the sign of its supergradient, keeping only steps that lift the bound.
    func stepMultipliers(by rate: Double) {
        for target in 0..<instance.targetCount { stepMultiplier(of: target, by: rate) }
    }

    private func stepMultiplier(of target: Int, by rate: Double) {
        let factor = supergradient(of: target) > 0 ? 1 + rate : 1 / (1 + rate)
        let current = multipliers[target]
        if current == 0, factor > 1 {
            _ = tryMultiplier(of: target, at: 1e-3)
        } else if !tryMultiplier(of: target, at: current * factor) {
            _ = tryMultiplier(of: target, at: current * (1 + (factor - 1) / 4))
        }
    }

    /// The threshold less what the trees' best leaves add: positive where more weight would lift the bound.
    private func supergradient(of target: Int) -> Double {
        var gradient = instance.thresholds[target]
        for tree in 0..<instance.treeCount {
            gradient -= instance.leafValues[bestLeaf(of: tree) * instance.targetCount + target]
        }
        return gradient
    }

    /// Sets a multiplier if that lifts the bound.
    private func tryMultiplier(of target: Int, at multiplier: Double) -> Bool {
        let (before, old) = (value, multipliers[target])
        multipliers[target] = multiplier
        weighLeaves()
        refreshValue()
        if value > before { return true }
        multipliers[target] = old
        weighLeaves()
        refreshValue()
        return false
    }

    /// The leaf of least score inside the box.
    func bestLeaf(of tree: Int) -> Int {
        var best = Int(live[Int(liveStart[tree])])
        for index in Int(liveStart[tree])..<Int(liveStart[tree + 1]) where leafScore[Int(live[index])] < leafScore[best] {
            best = Int(live[index])
        }
        return best
    }
}
