extension DualBound {
    /// Finds multipliers from nothing, one target after the other, by doubling.
    ///
    /// For fixed messages the bound is concave in each multiplier.
    func findMultipliers(until deadline: Deadline) {
        for target in 0..<instance.targetCount {
            var step = 1e-3
            while step < 1e9, !deadline.isOver, tryMultiplier(of: target, at: step) { step *= 2 }
        }
    }

    /// Moves each multiplier along the sign of its supergradient, whether or not that lifts the bound at once:
    /// messages and multipliers only rise together.
    func stepMultipliers(by rate: Double) {
        for target in 0..<instance.targetCount {
            let current = multipliers[target]
            let isShort = supergradient(of: target) > 0
            setMultiplier(of: target, to: isShort ? max(current, 1e-3) * (1 + rate) : current / (1 + rate))
        }
        findLeastLeaves()
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
        setMultiplier(of: target, to: multiplier)
        findLeastLeaves()
        refreshValue()
        if value > before { return true }
        setMultiplier(of: target, to: old)
        findLeastLeaves()
        refreshValue()
        return false
    }

    /// The leaf of least score inside the box.
    func bestLeaf(of tree: Int) -> Int {
        let leaves = leaves(of: tree)
        var best = leaves.lowerBound
        for leaf in leaves where leafScore[leaf] < leafScore[best] { best = leaf }
        return best
    }
}
