import OtherwiseModels

/// The part of an ensemble that a question can reach within a budget, laid out flat for the bound.
///
/// Choices dearer than the budget are gone, and with them the leaves that only they reach. What a tree
/// asks of one axis is a *slot*; a slot tells apart *pieces* (runs of choices) and asks each leaf for a
/// *set* of pieces. Set 0 of every slot is the whole axis.
final class EnsembleInstance {
    /// For each axis the choices kept, as indices into the problem's.
    let kept: [[Int]]
    /// Offsets of each axis's choices in `costs`, and of its words in a box.
    let choiceStart: [Int]
    let wordStart: [Int]
    /// The cost of every choice kept.
    let costs: Buffer<Double>
    /// The box of all choices kept, as bits.
    let fullBox: [UInt64]
    /// Thresholds less what constant trees and the base add, `[targets]`, in the unit of the targets.
    let thresholds: [Double]

    /// Slots and leaves of each tree; `[trees + 1]`.
    let slotStart: [Int]
    let leafStart: [Int]
    /// What each leaf adds to each target, `[leaves × targets]`.
    let leafValues: Buffer<Double>

    let slotAxis: [Int]
    let slotTree: [Int]
    /// The slots of each axis.
    let axisSlots: [[Int]]
    /// Offsets into `pieceOf`, the pieces, the sets and the matrix; `[slots + 1]`.
    let pieceOfStart: [Int]
    let pieceStart: [Int]
    let setStart: [Int]
    let matrixStart: [Int]
    /// The piece of each choice kept, per slot.
    let pieceOf: Buffer<UInt16>
    /// The set that each leaf asks of a slot, `[slots][leaves of its tree]`.
    let setOf: Buffer<UInt16>
    /// The runs of pieces of each set; `[sets + 1]` offsets into the bounds.
    let runStart: Buffer<Int32>
    let runFirst: Buffer<UInt16>
    let runLast: Buffer<UInt16>
    /// The choices of each set as bits, offsets `[sets]`.
    let setWordStart: Buffer<Int32>
    let setWords: Buffer<UInt64>
    /// Whether some tree has no leaf within the budget.
    let isEmpty: Bool

    var targetCount: Int { thresholds.count }
    var treeCount: Int { leafStart.count - 1 }
    var axisCount: Int { kept.count }
    var pieceCount: Int { pieceStart[slotAxis.count] }
    var setCount: Int { setStart[slotAxis.count] }

    init(_ draft: InstanceDraft) {
        kept = draft.axes.kept
        choiceStart = draft.axes.choiceStart
        wordStart = draft.axes.wordStart
        costs = Buffer(draft.axes.costs, padding: 0)
        fullBox = draft.axes.fullBox
        thresholds = draft.thresholds
        slotStart = draft.slotStart
        leafStart = draft.leafStart
        leafValues = Buffer(draft.leafValues, padding: 0)
        slotAxis = draft.slotAxis
        slotTree = draft.slotTree
        var slots = [[Int]](repeating: [], count: draft.axes.kept.count)
        for (slot, axis) in draft.slotAxis.enumerated() { slots[axis].append(slot) }
        axisSlots = slots
        pieceOfStart = draft.pieceOfStart
        pieceStart = draft.pieceStart
        setStart = draft.setStart
        matrixStart = draft.matrixStart
        pieceOf = Buffer(draft.pieceOf, padding: 0)
        setOf = Buffer(draft.setOf, padding: 0)
        runStart = Buffer(draft.runStart, padding: 0)
        runFirst = Buffer(draft.runFirst, padding: 0)
        runLast = Buffer(draft.runLast, padding: 0)
        setWordStart = Buffer(draft.setWordStart, padding: 0)
        setWords = Buffer(draft.setWords, padding: 0)
        isEmpty = draft.isEmpty
    }

    /// The range of words of `axis` in a box.
    func words(of axis: Int) -> Range<Int> { wordStart[axis]..<wordStart[axis + 1] }

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
}
