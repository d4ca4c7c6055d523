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
    /// For each leaf the sum of `setLeast` over its slots less its weighted value; infinite outside the box.
    let leafScore: Buffer<Double>
    let treeLeast: Buffer<Double>
    let axisTerm: Buffer<Double>
    let scratch: AxisScratch
    /// Scratch for one slot: `[pieces]` and `[sets]`.
    let marginal: Buffer<Double>
    let setBest: Buffer<Double>

    private let metered: MeteredBytes

    /// - Parameter meter: Counts what the instance and the bound take.
    init(_ instance: EnsembleInstance, meter: MemoryMeter) {
        self.instance = instance
        metered = MeteredBytes(instance.bytes, in: meter)
        multipliers = Buffer(repeating: 0, count: instance.targetCount)
        box = Buffer(instance.fullBox)
        messages = Buffer(repeating: 0, count: instance.pieceCount)
        setLeast = Buffer(repeating: 0, count: instance.setCount)
        leafScore = Buffer(repeating: 0, count: instance.leafCount)
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
        sumLeaves()
        guard findLeastLeaves(), reachesEveryTarget() else {
            value = .infinity
            return false
        }
        for axis in 0..<instance.axisCount { axisTerm[axis] = term(of: axis) }
        refreshValue()
        return true
    }

    /// The box at hand, and the messages and multipliers to keep with it; messages of excluded pieces as 0.
    var currentBox: [UInt64] { (0..<box.count).map { box[$0] } }
    var currentMultipliers: [Double] { (0..<multipliers.count).map { multipliers[$0] } }
    var storedMessages: [Float] { (0..<instance.pieceCount).map { messages[$0] < .infinity ? Float(messages[$0]) : 0 } }

    /// The number of leaves inside the box.
    var liveLeafCount: Int { (0..<instance.leafCount).count { leafScore[$0] < .infinity } }

    /// Whether the axes that have a choice are few enough to try each.
    var hasFewOpenAxes: Bool { (0..<instance.axisCount).count { instance.choiceCount(of: $0) > 1 } <= 12 }

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

    /// The leaves of a tree.
    @inline(__always)
    func leaves(of tree: Int) -> Range<Int> { instance.leafStart[tree]..<instance.leafStart[tree + 1] }

    /// Sums every leaf's score from its sets and its weighted value.
    private func sumLeaves() {
        let (scores, targets) = (leafScore.base, instance.targetCount)
        for leaf in 0..<instance.leafCount {
            var value = 0.0
            for target in 0..<targets { value += multipliers[target] * instance.leafValues[leaf * targets + target] }
            scores[leaf] = -value
        }
        for slot in 0..<instance.slotCount {
            var leaf = instance.leafStart[instance.slotTree[slot]]
            for stretch in instance.stretchStart[slot]..<instance.stretchStart[slot + 1] {
                let least = setLeast[instance.setStart[slot] + Int(instance.stretchSet[stretch])]
                let end = Int(instance.stretchEnd[stretch])
                while leaf < end {
                    scores[leaf] += least
                    leaf += 1
                }
            }
        }
    }

    /// Finds each tree's least score.
    ///
    /// - Returns: Whether every tree has a leaf inside the box.
    @discardableResult
    func findLeastLeaves() -> Bool {
        var isReachable = true
        for tree in 0..<instance.treeCount {
            var least = Double.infinity
            for leaf in leaves(of: tree) where leafScore[leaf] < least { least = leafScore[leaf] }
            treeLeast[tree] = least
            isReachable = isReachable && least < .infinity
        }
        return isReachable
    }

    /// Whether the best leaves of all trees together reach each target, the limit of the bound for large multipliers.
    private func reachesEveryTarget() -> Bool {
        let targets = instance.targetCount
        for target in 0..<targets {
            var best = 0.0
            for tree in 0..<instance.treeCount {
                var top = -Double.infinity
                for leaf in leaves(of: tree) where leafScore[leaf] < .infinity {
                    top = max(top, instance.leafValues[leaf * targets + target])
                }
                best += top
            }
            if best < instance.thresholds[target] { return false }
        }
        return true
    }

    /// Moves a multiplier, and every leaf's score with it.
    func setMultiplier(of target: Int, to multiplier: Double) {
        let change = multiplier - multipliers[target]
        multipliers[target] = multiplier
        let (scores, values, targets) = (leafScore.base, instance.leafValues.base + target, instance.targetCount)
        for leaf in 0..<instance.leafCount { scores[leaf] -= change * values[leaf * targets] }
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
