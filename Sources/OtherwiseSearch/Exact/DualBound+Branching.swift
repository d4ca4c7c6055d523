extension DualBound {
    /// A way to halve a box: the choices of one axis on one side.
    struct Branch {
        let axis: Int
        /// The words of the axis in the box, for each side.
        let sides: ([UInt64], [UInt64])
    }

    /// The halvings on which the trees' best leaves disagree most, at most `count`, on different axes; none when the
    /// box is a single point.
    func branches(count: Int) -> [Branch] {
        let leaves = (0..<instance.treeCount).map(bestLeaf)
        let box = currentBox
        var found: [(votes: Int, branch: Branch)] = []
        for axis in 0..<instance.axisCount {
            let choices = instance.choices(of: axis, in: box)
            if choices.count > 1 { found.append(strongestSplit(of: axis, choices: choices, leaves: leaves)) }
        }
        return found.sorted { $0.votes > $1.votes }.prefix(count).map(\.branch)
    }

    private func strongestSplit(of axis: Int, choices: [Int], leaves: [Int]) -> (votes: Int, branch: Branch) {
        // For each choice how many best leaves admit it; for each cut how many lie wholly on either side.
        var below = [Int](repeating: 0, count: choices.count + 1)
        var above = [Int](repeating: 0, count: choices.count + 1)
        var excluded = [Int](repeating: 0, count: choices.count)
        var voters = 0
        for position in instance.slots(of: axis) {
            let slot = instance.axisSlots[position]
            let set = instance.set(ofLeaf: leaves[instance.slotTree[slot]], in: slot)
            guard set > 0 else { continue }
            voters += 1
            let words = instance.setWords.base + Int(instance.setWordStart[instance.setStart[slot] + set])
            let admitted = choices.indices.filter { words[choices[$0] >> 6] >> UInt64(choices[$0] & 63) & 1 == 1 }
            guard let first = admitted.first, let last = admitted.last else { continue }
            below[last + 1] += 1
            above[first] += 1
            var next = 0
            for index in choices.indices {
                if next < admitted.count, admitted[next] == index { next += 1 } else { excluded[index] += 1 }
            }
        }
        var best = (votes: 0, isCut: true, index: cheapestCut(of: axis, choices: choices))
        var (left, right) = (0, above.reduce(0, +) - above[0])
        for cut in 1..<choices.count {
            left += below[cut]
            if min(left, right) > best.votes { best = (min(left, right), true, cut) }
            right -= above[cut]
        }
        for index in choices.indices where min(excluded[index], voters - excluded[index]) > best.votes {
            best = (min(excluded[index], voters - excluded[index]), false, index)
        }
        let first = best.isCut ? Array(choices[..<best.index]) : [choices[best.index]]
        return (best.votes, split(axis, first: first))
    }

    /// A cut beside the cheapest choice, for a box in which no leaves disagree.
    private func cheapestCut(of axis: Int, choices: [Int]) -> Int {
        let costs = choices.map { instance.costs[instance.choiceStart[axis] + $0] }
        let cheapest = costs.indices.min { costs[$0] < costs[$1] } ?? 0
        return cheapest == 0 ? 1 : cheapest
    }

    private func split(_ axis: Int, first: [Int]) -> Branch {
        let words = instance.words(of: axis).map { box[$0] }
        var side = [UInt64](repeating: 0, count: words.count)
        for choice in first { side[choice >> 6] |= 1 << UInt64(choice & 63) }
        return Branch(axis: axis, sides: (side, zip(words, side).map { $0 & ~$1 }))
    }

    /// On each axis the choice of least reduced cost, a point near which a solution may lie.
    func suggestedPoint() -> [Int] {
        (0..<instance.axisCount).map { axis in
            let count = instance.choiceCount(of: axis)
            scratch.begin(count)
            for position in instance.slots(of: axis) {
                let slot = instance.axisSlots[position]
                for piece in instance.pieceStart[slot]..<instance.pieceStart[slot + 1] {
                    scratch.add(marginal[piece], to: choices(ofPiece: piece, slot: slot))
                }
            }
            scratch.sumIntoTotal(count) {
                contains($0, of: axis) ? instance.costs[instance.choiceStart[axis] + $0] : .infinity
            }
            let best = (0..<count).min { scratch.total[$0] < scratch.total[$1] } ?? 0
            let fallback = instance.choices(of: axis, in: currentBox).first ?? 0
            return instance.kept[axis][contains(best, of: axis) ? best : fallback]
        }
    }
}
