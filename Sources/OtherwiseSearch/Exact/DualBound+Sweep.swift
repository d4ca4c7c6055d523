extension DualBound {
    /// One round of block-coordinate ascent over all axes.
    ///
    /// - Parameter limit: Choices that no solution cheaper than this can take leave the box.
    func sweep(limit: Double) {
        for axis in 0..<instance.axisCount where !instance.axisSlots[axis].isEmpty {
            update(axis, limit: limit)
            if value == .infinity { return }
        }
        refreshValue()
    }

    /// Moves every tree's min-marginals of one axis into the axis, and hands the total back in equal shares.
    private func update(_ axis: Int, limit: Double) {
        let slots = instance.axisSlots[axis]
        let costs = instance.costs.base + instance.choiceStart[axis]
        var blockBefore = axisTerm[axis]
        forEachChoice(of: axis) { total[$0] = costs[$0] }
        for slot in slots {
            blockBefore += treeLeast[instance.slotTree[slot]]
            computeMarginals(of: slot)
            let marginals = marginal.base + instance.pieceStart[slot]
            let pieceOf = instance.pieceOf.base + instance.pieceOfStart[slot]
            forEachChoice(of: axis) { total[$0] += marginals[Int(pieceOf[$0])] }
        }
        let rest = value - blockBefore
        removeChoices(of: axis, from: limit - rest)
        var least = Double.infinity
        forEachChoice(of: axis) { least = min(least, total[$0]) }
        guard least < .infinity else { return proveEmpty() }
        redistribute(axis, slots: slots, least: least)
        let share = least / Double(slots.count + 1)
        adjustValue(by: Double(slots.count) * share + axisTerm[axis] - blockBefore)
    }

    /// For each piece of a slot the least score of its tree's leaves there, without the slot's own message.
    private func computeMarginals(of slot: Int) {
        let tree = instance.slotTree[slot]
        let firstLeaf = instance.leafStart[tree]
        let sets = instance.setStart[slot]..<instance.setStart[slot + 1]
        let setOf = instance.setOf.base + instance.matrixStart[slot]
        let best = setBest.base + sets.lowerBound
        let least = setLeast.base + sets.lowerBound
        for set in 0..<sets.count { best[set] = .infinity }
        for index in Int(liveStart[tree])..<Int(liveStart[tree + 1]) {
            let leaf = Int(live[index])
            let set = Int(setOf[leaf - firstLeaf])
            let score = leafScore[leaf] - least[set]
            if score < best[set] { best[set] = score }
        }
        let marginals = marginal.base + instance.pieceStart[slot]
        for piece in 0..<instance.pieceStart[slot + 1] - instance.pieceStart[slot] { marginals[piece] = best[0] }
        for set in 1..<max(sets.count, 1) where best[set] < best[0] {
            for run in Int(instance.runStart[sets.lowerBound + set])..<Int(instance.runStart[sets.lowerBound + set + 1]) {
                for piece in Int(instance.runFirst[run])...Int(instance.runLast[run]) {
                    marginals[piece] = min(marginals[piece], best[set])
                }
            }
        }
    }

    /// Drops the choices whose total alone lifts the bound to the limit.
    private func removeChoices(of axis: Int, from limit: Double) {
        let start = instance.wordStart[axis]
        for index in start..<instance.wordStart[axis + 1] {
            var rest = box[index]
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                let choice = (index - start) * 64 + bit
                if !(total[choice] < limit) { box[index] &= ~(1 << UInt64(bit)) }
                rest &= rest - 1
            }
        }
    }

    private func redistribute(_ axis: Int, slots: [Int], least: Double) {
        let part = 1 / Double(slots.count + 1)
        for slot in slots {
            setMessages(of: slot, axis: axis, part: part)
            applyMessages(of: slot)
            treeLeast[instance.slotTree[slot]] = least * part
        }
        var term = Double.infinity
        forEachChoice(of: axis) { choice in
            var given = 0.0
            for slot in slots {
                let piece = Int(instance.pieceOf[instance.pieceOfStart[slot] + choice])
                given += marginal[instance.pieceStart[slot] + piece]
            }
            term = min(term, total[choice] - given)
        }
        axisTerm[axis] = term
    }

    /// Sets `m(piece) = part · min total − marginal(piece)`; leaves the first part in `marginal`.
    private func setMessages(of slot: Int, axis: Int, part: Double) {
        let first = instance.pieceStart[slot]
        let pieceOf = instance.pieceOf.base + instance.pieceOfStart[slot]
        let count = instance.pieceStart[slot + 1] - first
        for piece in 0..<count { messages[first + piece] = .infinity }
        forEachChoice(of: axis) { choice in
            let piece = first + Int(pieceOf[choice])
            messages[piece] = min(messages[piece], total[choice])
        }
        for piece in first..<first + count where messages[piece] < .infinity {
            let share = messages[piece] * part
            messages[piece] = share - marginal[piece]
            marginal[piece] = share
        }
    }

    /// Brings the sets and the leaves of a slot's tree up to date with its messages.
    private func applyMessages(of slot: Int) {
        let tree = instance.slotTree[slot]
        let firstLeaf = instance.leafStart[tree]
        let firstSet = instance.setStart[slot]
        let count = instance.setStart[slot + 1] - firstSet
        let setOf = instance.setOf.base + instance.matrixStart[slot]
        let change = setBest.base + firstSet
        for set in 0..<count {
            let least = leastMessage(ofSet: firstSet + set, from: instance.pieceStart[slot])
            change[set] = least - setLeast[firstSet + set]
            setLeast[firstSet + set] = least
        }
        for index in Int(liveStart[tree])..<Int(liveStart[tree + 1]) {
            let leaf = Int(live[index])
            let difference = change[Int(setOf[leaf - firstLeaf])]
            leafScore[leaf] += difference
            leafCost[leaf] += difference
        }
    }
}
