extension DualBound {
    /// One round of block-coordinate ascent over all axes.
    ///
    /// - Parameter limit: Choices that no solution cheaper than this can take leave the box.
    func sweep(limit: Double) {
        var hasRemoved = false
        for axis in 0..<instance.axisCount where !instance.slots(of: axis).isEmpty {
            update(axis, limit: limit, hasRemoved: &hasRemoved)
            if value == .infinity { return }
        }
        if hasRemoved, !findLeastLeaves() {
            value = .infinity
            return
        }
        refreshValue()
    }

    /// Moves every tree's min-marginals of one axis into the axis, and hands the total back in equal shares.
    private func update(_ axis: Int, limit: Double, hasRemoved: inout Bool) {
        let slots = instance.slots(of: axis)
        let count = instance.choiceCount(of: axis)
        var blockBefore = axisTerm[axis]
        scratch.begin(count)
        for position in slots {
            let slot = instance.axisSlots[position]
            blockBefore += treeLeast[instance.slotTree[slot]]
            computeMarginals(of: slot)
            for piece in instance.pieceStart[slot]..<instance.pieceStart[slot + 1] {
                scratch.add(marginal[piece], to: choices(ofPiece: piece, slot: slot))
            }
        }
        scratch.sumIntoTotal(count) {
            contains($0, of: axis) ? instance.costs[instance.choiceStart[axis] + $0] : .infinity
        }
        let least = removeChoices(of: axis, from: limit - (value - blockBefore), hasRemoved: &hasRemoved)
        guard least < .infinity else {
            value = .infinity
            return
        }
        redistribute(axis, least: least)
        value += Double(slots.count) * least / Double(slots.count + 1) + axisTerm[axis] - blockBefore
    }

    /// For each piece of a slot the least score of its tree's leaves there, without the slot's own message.
    private func computeMarginals(of slot: Int) {
        let firstSet = instance.setStart[slot]
        let setCount = instance.setStart[slot + 1] - firstSet
        let best = setBest.base + firstSet
        for set in 0..<setCount { best[set] = .infinity }
        var leaf = instance.leafStart[instance.slotTree[slot]]
        for stretch in instance.stretchStart[slot]..<instance.stretchStart[slot + 1] {
            let set = Int(instance.stretchSet[stretch])
            let score = leastScore(from: &leaf, to: Int(instance.stretchEnd[stretch]))
            if score < best[set] { best[set] = score }
        }
        for set in 0..<setCount where best[set] < .infinity { best[set] -= setLeast[firstSet + set] }
        let first = instance.pieceStart[slot]
        let marginals = marginal.base
        for piece in first..<instance.pieceStart[slot + 1] { marginals[piece] = best[0] }
        for set in 1..<max(setCount, 1) where best[set] < best[0] {
            for run in Int(instance.runStart[firstSet + set])..<Int(instance.runStart[firstSet + set + 1]) {
                var piece = first + Int(instance.runFirst[run])
                let last = first + Int(instance.runLast[run])
                while piece <= last {
                    if best[set] < marginals[piece] { marginals[piece] = best[set] }
                    piece += 1
                }
            }
        }
    }

    /// The least score of leaves beside one another; moves behind them.
    @inline(__always)
    private func leastScore(from leaf: inout Int, to end: Int) -> Double {
        let scores = leafScore.base
        var least = Double.infinity
        while leaf < end {
            if scores[leaf] < least { least = scores[leaf] }
            leaf &+= 1
        }
        return least
    }

    /// Drops the choices whose total alone lifts the bound to the limit.
    ///
    /// - Returns: The least total of those that stay.
    private func removeChoices(of axis: Int, from limit: Double, hasRemoved: inout Bool) -> Double {
        let total = scratch.total
        let start = instance.wordStart[axis]
        var least = Double.infinity
        for choice in 0..<instance.choiceCount(of: axis) where contains(choice, of: axis) {
            guard !(total[choice] < limit) else {
                least = min(least, total[choice])
                continue
            }
            box[start + choice >> 6] &= ~(1 << UInt64(choice & 63))
            total[choice] = .infinity
            hasRemoved = true
        }
        return least
    }

    private func redistribute(_ axis: Int, least: Double) {
        let slots = instance.slots(of: axis)
        let count = instance.choiceCount(of: axis)
        let part = 1 / Double(slots.count + 1)
        scratch.tabulate(count)
        scratch.begin(count)
        for position in slots {
            let slot = instance.axisSlots[position]
            for piece in instance.pieceStart[slot]..<instance.pieceStart[slot + 1] {
                let choices = choices(ofPiece: piece, slot: slot)
                let share = scratch.least(of: choices) * part
                messages[piece] = share < .infinity ? share - marginal[piece] : .infinity
                if share < .infinity { scratch.add(-share, to: choices) }
            }
            applyMessages(of: slot)
            treeLeast[instance.slotTree[slot]] = least * part
        }
        axisTerm[axis] = scratch.leastSum(count) { scratch.total[$0] }
    }

    /// Brings the sets and the leaves of a slot's tree up to date with its messages.
    private func applyMessages(of slot: Int) {
        let firstSet = instance.setStart[slot]
        let setCount = instance.setStart[slot + 1] - firstSet
        let change = setBest.base + firstSet
        for set in 0..<setCount {
            let (old, new) = (
                setLeast[firstSet + set], leastMessage(ofSet: firstSet + set, from: instance.pieceStart[slot])
            )
            setLeast[firstSet + set] = new
            // What is outside the box stays there.
            change[set] = old < .infinity ? new - old : 0
        }
        let scores = leafScore.base
        var leaf = instance.leafStart[instance.slotTree[slot]]
        for stretch in instance.stretchStart[slot]..<instance.stretchStart[slot + 1] {
            let (end, difference) = (Int(instance.stretchEnd[stretch]), change[Int(instance.stretchSet[stretch])])
            while leaf < end {
                scores[leaf] += difference
                leaf &+= 1
            }
        }
    }
}
