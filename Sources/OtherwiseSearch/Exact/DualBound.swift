/// A lower bound on the cost of reaching the targets inside a box, by dual decomposition.
///
/// The targets are relaxed with multipliers `λ ≥ 0`, and every tree keeps its own copy of the axes it
/// splits. With messages `m`, one number per piece of every slot,
///
///     LB(λ, m) = Σ_g λ_g τ_g
///              + Σ_trees min_leaf [ −Σ_g λ_g v_leaf,g + Σ_slots min_{piece in leaf and box} m_slot(piece) ]
///              + Σ_axes  min_{choice in box} [ cost(choice) − Σ_slots m_slot(piece(choice)) ]
///
/// is valid for every `(λ, m)`. Messages rise by block-coordinate ascent over the axes (the message
/// passing of max-product linear programming: Globerson and Jaakkola, 2007); multipliers by steps along
/// the sign of the supergradient. At its best the bound equals that of the linear relaxation.
final class DualBound {
    let instance: EnsembleInstance
    /// The multiplier of each target.
    var multipliers: [Double]
    /// The bound of the box at hand; infinite when the box is proved empty.
    private(set) var value = -Double.infinity

    /// The choices left in the box; `sweep` removes those that a solution under the limit cannot take.
    var box: [UInt64]
    /// Messages, `[pieces]`; infinite for a piece that the box excludes.
    let messages: Buffer<Double>
    /// The least message of each set, `[sets]`.
    let setLeast: Buffer<Double>
    /// For each leaf the sum of `setLeast` over its slots, and that less the weighted value.
    let leafCost: Buffer<Double>
    let leafScore: Buffer<Double>
    /// The leaves inside the box, those of each tree together; `[trees + 1]` offsets.
    let live: Buffer<Int32>
    let liveStart: Buffer<Int32>
    let treeLeast: Buffer<Double>
    let axisTerm: Buffer<Double>
    /// Scratch for one axis: `[choices]`, `[pieces]`, `[sets]`.
    let total: Buffer<Double>
    let marginal: Buffer<Double>
    let setBest: Buffer<Double>

    init(_ instance: EnsembleInstance) {
        self.instance = instance
        multipliers = instance.thresholds.map { _ in 0 }
        box = instance.fullBox
        messages = Buffer(repeating: 0, count: instance.pieceCount)
        setLeast = Buffer(repeating: 0, count: instance.setCount)
        let leaves = instance.leafStart[instance.treeCount]
        leafCost = Buffer(repeating: 0, count: leaves)
        leafScore = Buffer(repeating: 0, count: leaves)
        live = Buffer(repeating: 0, count: leaves)
        liveStart = Buffer(repeating: 0, count: instance.treeCount + 1)
        treeLeast = Buffer(repeating: 0, count: instance.treeCount)
        axisTerm = Buffer(repeating: 0, count: instance.axisCount)
        total = Buffer(repeating: 0, count: instance.kept.map(\.count).max() ?? 0)
        marginal = Buffer(repeating: 0, count: instance.pieceCount)
        setBest = Buffer(repeating: 0, count: instance.setCount)
    }

    /// Enters a box with given messages and multipliers, and computes their bound from scratch.
    ///
    /// - Returns: Whether the box may hold a solution at all.
    func enter(_ box: [UInt64], messages given: [Float], multipliers: [Double]) -> Bool {
        self.box = box
        self.multipliers = multipliers
        loadMessages(given)
        for set in 0..<instance.setCount { setLeast[set] = leastMessage(ofSet: set) }
        guard collectLiveLeaves(), reachesEveryTarget() else {
            value = .infinity
            return false
        }
        weighLeaves()
        for axis in 0..<instance.axisCount { axisTerm[axis] = term(of: axis) }
        refreshValue()
        return true
    }

    /// The messages as they are kept with a node of the search; those of excluded pieces as 0.
    func storedMessages() -> [Float] {
        (0..<messages.count).map { messages[$0].isFinite ? Float(messages[$0]) : 0 }
    }

    /// Shares every axis's costs equally among the slots that ask for it.
    func initialMessages() -> [Float] {
        var shares = [Float](repeating: 0, count: instance.pieceCount)
        for (slot, axis) in instance.slotAxis.enumerated() {
            let parts = Double(instance.axisSlots[axis].count + 1)
            let pieces = instance.pieceStart[slot]..<instance.pieceStart[slot + 1]
            for piece in pieces { shares[piece] = .infinity }
            for choice in instance.kept[axis].indices {
                let piece = pieces.lowerBound + Int(instance.pieceOf[instance.pieceOfStart[slot] + choice])
                shares[piece] = min(shares[piece], Float(instance.costs[instance.choiceStart[axis] + choice] / parts))
            }
        }
        return shares
    }

    /// Sums the parts of the bound anew.
    func refreshValue() {
        var sum = zip(multipliers, instance.thresholds).reduce(0) { $0 + $1.0 * $1.1 }
        for tree in 0..<instance.treeCount { sum += treeLeast[tree] }
        for axis in 0..<instance.axisCount { sum += axisTerm[axis] }
        value = sum
    }

    func adjustValue(by difference: Double) { value += difference }
    func proveEmpty() { value = .infinity }

    private func loadMessages(_ given: [Float]) {
        for (slot, axis) in instance.slotAxis.enumerated() {
            let pieces = instance.pieceStart[slot]..<instance.pieceStart[slot + 1]
            for piece in pieces { messages[piece] = .infinity }
            let pieceOf = instance.pieceOf.base + instance.pieceOfStart[slot]
            forEachChoice(of: axis) { choice in
                let piece = pieces.lowerBound + Int(pieceOf[choice])
                messages[piece] = Double(given[piece])
            }
        }
    }

    /// Calls `body` with each choice of `axis` in the box, ascending.
    @inline(__always)
    func forEachChoice(of axis: Int, _ body: (Int) -> Void) {
        let start = instance.wordStart[axis]
        for index in start..<instance.wordStart[axis + 1] {
            var rest = box[index]
            while rest != 0 {
                body((index - start) * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }

    /// The least message over the pieces of a set; infinite when the box excludes all of them.
    @inline(__always)
    func leastMessage(ofSet set: Int, from first: Int) -> Double {
        var least = Double.infinity
        for run in Int(instance.runStart[set])..<Int(instance.runStart[set + 1]) {
            for piece in Int(instance.runFirst[run])...Int(instance.runLast[run]) {
                least = min(least, messages[first + piece])
            }
        }
        return least
    }

    private func leastMessage(ofSet set: Int) -> Double {
        leastMessage(ofSet: set, from: instance.pieceStart[slot(ofSet: set)])
    }

    private func slot(ofSet set: Int) -> Int { Int(slotOfSet[set]) }

    private lazy var slotOfSet: Buffer<Int32> = {
        let slots = Buffer<Int32>(repeating: 0, count: instance.setCount)
        for slot in instance.slotAxis.indices {
            for set in instance.setStart[slot]..<instance.setStart[slot + 1] { slots[set] = Int32(slot) }
        }
        return slots
    }()

    /// Sums the leaves' parts and lists the leaves that the box can reach.
    ///
    /// - Returns: Whether every tree has one.
    private func collectLiveLeaves() -> Bool {
        var count = 0
        for tree in 0..<instance.treeCount {
            let leaves = instance.leafStart[tree]..<instance.leafStart[tree + 1]
            for leaf in leaves { leafCost[leaf] = 0 }
            for slot in instance.slotStart[tree]..<instance.slotStart[tree + 1] {
                let sets = setLeast.base + instance.setStart[slot]
                let setOf = instance.setOf.base + instance.matrixStart[slot]
                for index in 0..<leaves.count { leafCost[leaves.lowerBound + index] += sets[Int(setOf[index])] }
            }
            liveStart[tree] = Int32(count)
            for leaf in leaves where leafCost[leaf] < .infinity {
                live[count] = Int32(leaf)
                count += 1
            }
            if Int32(count) == liveStart[tree] { return false }
        }
        liveStart[instance.treeCount] = Int32(count)
        return true
    }

    /// Whether the best leaves of all trees together reach each target, the limit of the bound for large multipliers.
    private func reachesEveryTarget() -> Bool {
        let targets = instance.targetCount
        for target in 0..<targets {
            var best = 0.0
            var magnitude = abs(instance.thresholds[target])
            for tree in 0..<instance.treeCount {
                var top = -Double.infinity
                for index in Int(liveStart[tree])..<Int(liveStart[tree + 1]) {
                    top = max(top, instance.leafValues[Int(live[index]) * targets + target])
                }
                best += top
                magnitude += abs(top)
            }
            if best < instance.thresholds[target] - RoundingSlack.relative * magnitude { return false }
        }
        return true
    }

    /// Recomputes every leaf's score for the multipliers at hand, and each tree's least.
    func weighLeaves() {
        let targets = instance.targetCount
        for tree in 0..<instance.treeCount {
            var least = Double.infinity
            for index in Int(liveStart[tree])..<Int(liveStart[tree + 1]) {
                let leaf = Int(live[index])
                var score = leafCost[leaf]
                for target in 0..<targets { score -= multipliers[target] * instance.leafValues[leaf * targets + target] }
                leafScore[leaf] = score
                least = min(least, score)
            }
            treeLeast[tree] = least
        }
    }

    private func term(of axis: Int) -> Double {
        var least = Double.infinity
        forEachChoice(of: axis) { choice in
            var cost = instance.costs[instance.choiceStart[axis] + choice]
            for slot in instance.axisSlots[axis] {
                cost -= messages[instance.pieceStart[slot] + Int(instance.pieceOf[instance.pieceOfStart[slot] + choice])]
            }
            least = min(least, cost)
        }
        return least
    }
}

/// The room that bounds and targets leave to the rounding of single-precision sums.
enum RoundingSlack {
    /// Relative to the sum of magnitudes: a few units in the last place of a `Float`.
    static let relative = 4e-7
    /// Bounds within this, relative to the cost, count as met.
    static let cost = 1e-9
}
