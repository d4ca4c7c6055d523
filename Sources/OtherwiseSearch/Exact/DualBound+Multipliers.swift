extension DualBound {
    /// Finds multipliers from nothing, one target after the other, by doubling.
    ///
    /// For fixed messages the bound is concave in each multiplier.
    func findMultipliers() {
        for target in 0..<instance.targetCount {
            var step = 1e-3
            while step < 1e9, tryMultiplier(of: target, at: step) { step *= 2 }
        }
    }

    /// Moves each multiplier along the sign of its supergradient, whether or not that lifts the bound at once:
    /// messages and multipliers only rise together.
    func stepMultipliers(by rate: Double) {
        for target in 0..<instance.targetCount {
            let current = multipliers[target]
            multipliers[target] = supergradient(of: target) > 0 ? max(current, 1e-3) * (1 + rate) : current / (1 + rate)
        }
        weighLeaves()
        refreshValue()
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
        for index in Int(liveStart[tree])..<Int(liveStart[tree + 1]) where leafScore[Int(live[index])] < leafScore[best]
        {
            best = Int(live[index])
        }
        return best
    }
}
