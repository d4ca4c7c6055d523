import OtherwiseModels

/// The part of an ensemble that a question can reach within a budget, laid out flat for the bound.
///
/// Choices dearer than the budget are gone, and with them the leaves that only they reach. What a tree
/// asks of one axis is a *slot*; a slot tells apart *pieces* (runs of choices), and each leaf asks it for a
/// *set* of pieces, neighbours mostly for the same. Set 0 of every slot is the whole axis.
final class EnsembleInstance {
    /// For each axis the choices kept, as indices into the problem's.
    let kept: [[Int]]
    /// Offsets of each axis's choices in `costs`, and of its words in a box; `[axes + 1]`.
    let choiceStart: Buffer<Int>
    let wordStart: Buffer<Int>
    /// The cost of every choice kept.
    let costs: Buffer<Double>
    /// The box of all choices kept, as bits.
    let fullBox: [UInt64]
    /// The floors of the targets less what constant trees and the base add, `[targets]`.
    let thresholds: Buffer<Double>

    let targetCount: Int
    let treeCount: Int
    let axisCount: Int
    let slotCount: Int
    /// Slots and leaves of each tree; `[trees + 1]`.
    let slotStart: Buffer<Int>
    let leafStart: Buffer<Int>
    /// What each leaf adds to each target, `[leaves × targets]`.
    let leafValues: Buffer<Double>

    let slotAxis: Buffer<Int>
    let slotTree: Buffer<Int>
    /// The ensemble's number of each tree.
    let treeNumber: Buffer<Int>
    /// The slot of each axis of each of the ensemble's trees; -1 for none, `[trees of the ensemble × axes]`.
    let slotOf: Buffer<Int32>
    /// The slots of each axis, behind one another; `[axes + 1]` offsets.
    let axisSlots: Buffer<Int>
    let axisSlotStart: Buffer<Int>
    /// Offsets into the pieces, the sets and the stretches; `[slots + 1]`.
    let pieceStart: Buffer<Int>
    let setStart: Buffer<Int>
    let stretchStart: Buffer<Int>
    /// The first choice of each piece, per slot.
    let pieceFirst: Buffer<Int32>
    /// The leaves of a slot's tree in stretches that ask for one set: where each ends, and which set it is.
    let stretchEnd: Buffer<Int32>
    let stretchSet: Buffer<UInt16>
    /// The runs of pieces of each set; `[sets + 1]` offsets into the bounds.
    let runStart: Buffer<Int32>
    let runFirst: Buffer<UInt16>
    let runLast: Buffer<UInt16>
    /// The choices of each set as bits; `[sets]` offsets.
    let setWordStart: Buffer<Int32>
    let setWords: Buffer<UInt64>

    /// - Returns: `nil` when some tree has no leaf within the budget.
    init?(_ draft: InstanceDraft, trees: Int) {
        guard !draft.isEmpty else { return nil }
        let axes = draft.axes, slots = draft.axisSlots
        (kept, fullBox, axisCount) = (axes.kept, axes.fullBox, axes.kept.count)
        (choiceStart, wordStart, costs) = (Buffer(axes.choiceStart), Buffer(axes.wordStart), Buffer(axes.costs))
        (thresholds, targetCount) = (Buffer(draft.thresholds), draft.thresholds.count)
        (treeCount, treeNumber) = (draft.leafStart.count - 1, Buffer(draft.treeNumber))
        (leafStart, leafValues) = (Buffer(draft.leafStart), Buffer(draft.leafValues))
        (slotCount, slotStart) = (draft.slotAxis.count, Buffer(draft.slotStart))
        (slotAxis, slotTree, slotOf) = (Buffer(draft.slotAxis), Buffer(draft.slotTree), draft.slotOf(trees: trees))
        axisSlots = Buffer(slots.flatMap { $0 })
        axisSlotStart = Buffer(slots.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
        (pieceStart, pieceFirst) = (Buffer(draft.pieceStart), Buffer(draft.pieceFirst))
        (stretchStart, stretchEnd) = (Buffer(draft.stretchStart), Buffer(draft.stretchEnd))
        (stretchSet, setStart) = (Buffer(draft.stretchSet), Buffer(draft.setStart))
        (runStart, runFirst, runLast) = (Buffer(draft.runStart), Buffer(draft.runFirst), Buffer(draft.runLast))
        (setWordStart, setWords) = (Buffer(draft.setWordStart), Buffer(draft.setWords))
    }

    /// What an instance and the bound that works on it take of memory, but for small parts.
    var bytes: Int {
        let leaves = leafCount * 8 * (targetCount + 1)
        let pieces = pieceCount * (4 + 16)
        let sets = setCount * (4 + 16) + runFirst.count * 4 + setWords.count * 8
        return leaves + pieces + sets + stretchEnd.count * 6 + slotOf.count * 4 + slotCount * 72
    }

    var leafCount: Int { leafStart[treeCount] }
    var pieceCount: Int { pieceStart[slotCount] }
    var setCount: Int { setStart[slotCount] }

    /// The number of choices of an axis.
    func choiceCount(of axis: Int) -> Int { choiceStart[axis + 1] - choiceStart[axis] }

    /// The range of words of `axis` in a box.
    func words(of axis: Int) -> Range<Int> { wordStart[axis]..<wordStart[axis + 1] }

    /// The positions in `axisSlots` of an axis.
    func slots(of axis: Int) -> Range<Int> { axisSlotStart[axis]..<axisSlotStart[axis + 1] }

    /// The set that a leaf asks of a slot of its tree.
    func set(ofLeaf leaf: Int, in slot: Int) -> Int {
        var (low, high) = (stretchStart[slot], stretchStart[slot + 1] - 1)
        while low < high {
            let middle = (low + high) / 2
            if leaf < Int(stretchEnd[middle]) { high = middle } else { low = middle + 1 }
        }
        return Int(stretchSet[low])
    }

    /// The choices of `axis` in a box, as indices into `kept`.
    func choices(of axis: Int, in box: [UInt64]) -> [Int] {
        var choices: [Int] = []
        for index in words(of: axis) {
            var rest = box[index]
            while rest != 0 {
                choices.append((index - wordStart[axis]) * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return choices
    }

    /// The choices of a box as the problem numbers them.
    func problemChoices(of box: [UInt64]) -> [[Int]] {
        kept.indices.map { axis in choices(of: axis, in: box).map { kept[axis][$0] } }
    }

    /// Messages of `wider`, an instance of the same problem with more choices, carried over to this one.
    func messages(from wider: EnsembleInstance, _ stored: [Float]) -> [Float] {
        var messages = [Float](repeating: 0, count: pieceCount)
        let places = kept.indices.map { axis in
            Dictionary(uniqueKeysWithValues: wider.kept[axis].enumerated().map { ($1, $0) })
        }
        for slot in 0..<slotCount {
            let axis = slotAxis[slot]
            let old = Int(wider.slotOf[treeNumber[slotTree[slot]] * axisCount + axis])
            guard old >= 0 else { continue }
            var piece = wider.pieceStart[old]
            for new in pieceStart[slot]..<pieceStart[slot + 1] {
                let place = places[axis][kept[axis][Int(pieceFirst[new])]] ?? 0
                while piece + 1 < wider.pieceStart[old + 1], Int(wider.pieceFirst[piece + 1]) <= place { piece += 1 }
                messages[new] = stored[piece]
            }
        }
        return messages
    }
}

extension InstanceDraft {
    /// The slot of each axis of each of so many trees; -1 for none, `[trees × axes]`.
    fileprivate func slotOf(trees: Int) -> Buffer<Int32> {
        let slotOf = Buffer<Int32>(repeating: -1, count: trees * axes.kept.count)
        for (slot, axis) in slotAxis.enumerated() {
            slotOf[treeNumber[slotTree[slot]] * axes.kept.count + axis] = Int32(slot)
        }
        return slotOf
    }

    /// The slots of each axis, `[axes]`.
    fileprivate var axisSlots: [[Int]] {
        axes.kept.indices.map { axis in slotAxis.indices.filter { slotAxis[$0] == axis } }
    }
}
