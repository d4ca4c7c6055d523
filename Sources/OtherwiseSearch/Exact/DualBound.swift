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
    let multipliers: Buffer<Double>
    /// The bound of the box at hand; infinite when the box is proved empty.
    var value = -Double.infinity

    /// The choices left in the box as bits; `sweep` removes those that a solution under the limit cannot take.
    let box: Buffer<UInt64>
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
    let scratch: AxisScratch
    /// Scratch for one slot: `[pieces]` and `[sets]`.
    let marginal: Buffer<Double>
    let setBest: Buffer<Double>

    init(_ instance: EnsembleInstance) {
        self.instance = instance
        multipliers = Buffer(repeating: 0, count: instance.targetCount)
        box = Buffer(instance.fullBox, padding: 0)
        messages = Buffer(repeating: 0, count: instance.pieceCount)
        setLeast = Buffer(repeating: 0, count: instance.setCount)
        leafCost = Buffer(repeating: 0, count: instance.leafCount)
        leafScore = Buffer(repeating: 0, count: instance.leafCount)
        live = Buffer(repeating: 0, count: instance.leafCount)
        liveStart = Buffer(repeating: 0, count: instance.treeCount + 1)
        treeLeast = Buffer(repeating: 0, count: instance.treeCount)
        axisTerm = Buffer(repeating: 0, count: instance.axisCount)
        scratch = AxisScratch(choices: instance.kept.map(\.count).max() ?? 0)
        marginal = Buffer(repeating: 0, count: instance.pieceCount)
        setBest = Buffer(repeating: 0, count: instance.setCount)
    }

    /// Enters a box with given messages and multipliers, and computes their bound from scratch.
    ///
    /// - Returns: Whether the box may hold a solution at all.
    func enter(_ given: [UInt64], messages stored: [Float], multipliers weights: [Double]) -> Bool {
        for (index, word) in given.enumerated() { box[index] = word }
        for (index, weight) in weights.enumerated() { multipliers[index] = weight }
        loadMessages(stored)
        guard collectLiveLeaves(), reachesEveryTarget() else {
            value = .infinity
            return false
        }
        weighLeaves()
        for axis in 0..<instance.axisCount { axisTerm[axis] = term(of: axis) }
        refreshValue()
        return true
    }

    /// The box at hand, and the messages and multipliers to keep with it; messages of excluded pieces as 0.
    var currentBox: [UInt64] { (0..<box.count).map { box[$0] } }
    var currentMultipliers: [Double] { (0..<multipliers.count).map { multipliers[$0] } }
    var storedMessages: [Float] { (0..<instance.pieceCount).map { messages[$0] < .infinity ? Float(messages[$0]) : 0 } }

    var liveLeafCount: Int { Int(liveStart[instance.treeCount]) }

    /// Shares every axis's costs equally among the slots that ask for it.
    func initialMessages() -> [Float] {
        var shares = [Float](repeating: 0, count: instance.pieceCount)
        for slot in 0..<instance.slotCount {
            let axis = instance.slotAxis[slot]
            let parts = Double(instance.slots(of: axis).count + 1)
            for piece in instance.pieceStart[slot]..<instance.pieceStart[slot + 1] {
                let least = choices(ofPiece: piece, slot: slot).reduce(.infinity) {
                    min($0, instance.costs[instance.choiceStart[axis] + $1])
                }
                shares[piece] = Float(least / parts)
            }
        }
        return shares
    }

    /// Sums the parts of the bound anew.
    func refreshValue() {
        var sum = 0.0
        for target in 0..<instance.targetCount { sum += multipliers[target] * instance.thresholds[target] }
        for tree in 0..<instance.treeCount { sum += treeLeast[tree] }
        for axis in 0..<instance.axisCount { sum += axisTerm[axis] }
        value = sum
    }

    /// The choices that a piece is made of.
    @inline(__always)
    func choices(ofPiece piece: Int, slot: Int) -> Range<Int> {
        let last = piece + 1 < instance.pieceStart[slot + 1]
        let end = last ? Int(instance.pieceFirst[piece + 1]) : instance.choiceCount(of: instance.slotAxis[slot])
        return Int(instance.pieceFirst[piece])..<end
    }

    @inline(__always)
    func contains(_ choice: Int, of axis: Int) -> Bool {
        box[instance.wordStart[axis] + choice >> 6] >> UInt64(choice & 63) & 1 == 1
    }

    private func loadMessages(_ stored: [Float]) {
        for axis in 0..<instance.axisCount {
            scratch.countAllowed(instance.choiceCount(of: axis)) { contains($0, of: axis) }
            for position in instance.slots(of: axis) {
                let slot = instance.axisSlots[position]
                for piece in instance.pieceStart[slot]..<instance.pieceStart[slot + 1] {
                    let isAllowed = scratch.allowsAny(of: choices(ofPiece: piece, slot: slot))
                    messages[piece] = isAllowed ? Double(stored[piece]) : .infinity
                }
                for set in instance.setStart[slot]..<instance.setStart[slot + 1] {
                    setLeast[set] = leastMessage(ofSet: set, from: instance.pieceStart[slot])
                }
            }
        }
    }

    /// The least message over the pieces of a set; infinite when the box excludes all of them.
    @inline(__always)
    func leastMessage(ofSet set: Int, from first: Int) -> Double {
        var least = Double.infinity
        for run in Int(instance.runStart[set])..<Int(instance.runStart[set + 1]) {
            var piece = first + Int(instance.runFirst[run])
            let last = first + Int(instance.runLast[run])
            while piece <= last {
                least = min(least, messages[piece])
                piece += 1
            }
        }
        return least
    }

    /// Sums the leaves' parts and lists the leaves that the box can reach.
    ///
    /// - Returns: Whether every tree has one.
    private func collectLiveLeaves() -> Bool {
        var count = 0
        for tree in 0..<instance.treeCount {
            let first = instance.leafStart[tree]
            let leaves = instance.leafStart[tree + 1] - first
            for leaf in 0..<leaves { leafCost[first + leaf] = 0 }
            for slot in instance.slotStart[tree]..<instance.slotStart[tree + 1] {
                let sets = setLeast.base + instance.setStart[slot]
                let setOf = instance.setOf.base + instance.matrixStart[slot]
                for leaf in 0..<leaves { leafCost[first + leaf] += sets[Int(setOf[leaf])] }
            }
            liveStart[tree] = Int32(count)
            for leaf in first..<first + leaves where leafCost[leaf] < .infinity {
                live[count] = Int32(leaf)
                count += 1
            }
            if Int32(count) == liveStart[tree] { return false }
        }
        liveStart[instance.treeCount] = Int32(count)
        return true
    }

    /// Takes the leaves that removed choices have cut off out of the list.
    ///
    /// - Returns: Whether every tree still has one.
    func dropDeadLeaves() -> Bool {
        var count = 0
        for tree in 0..<instance.treeCount {
            let leaves = Int(liveStart[tree])..<Int(liveStart[tree + 1])
            liveStart[tree] = Int32(count)
            for index in leaves where leafCost[Int(live[index])] < .infinity {
                live[count] = live[index]
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
                for target in 0..<targets {
                    score -= multipliers[target] * instance.leafValues[leaf * targets + target]
                }
                leafScore[leaf] = score
                least = min(least, score)
            }
            treeLeast[tree] = least
        }
    }

    private func term(of axis: Int) -> Double {
        let count = instance.choiceCount(of: axis)
        scratch.begin(count)
        for position in instance.slots(of: axis) {
            let slot = instance.axisSlots[position]
            for piece in instance.pieceStart[slot]..<instance.pieceStart[slot + 1] where messages[piece] < .infinity {
                scratch.add(-messages[piece], to: choices(ofPiece: piece, slot: slot))
            }
        }
        return scratch.leastSum(count) {
            contains($0, of: axis) ? instance.costs[instance.choiceStart[axis] + $0] : .infinity
        }
    }
}

/// The room that bounds and targets leave to rounding.
enum RoundingSlack {
    /// Of single-precision sums, relative to the sum of magnitudes: a few units in the last place of a `Float`.
    static let relative = 4e-7
    /// Bounds within this, relative to the cost, count as met.
    static let cost = 1e-9
}
