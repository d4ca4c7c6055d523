import Foundation
import OtherwiseTabular
import OtherwiseTraces

/// The sentences about the blame of one run, the same on the screen and on a page.
struct BlameWords {
    static let notRun = "it could not be run again to the end."

    private let blame: Blame

    init(_ blame: Blame) { self.blame = blame }

    var verdict: String {
        guard let decisive = blame.attribution.decisive else {
            return isLuck ? "no single step is told from luck." : "no single step, done right, would have saved it."
        }
        return "step \(decisive), of \(blame.trace.steps[decisive].agent), decided it."
    }

    var notes: [String] { [floor, runs, together, reach, label].compactMap { $0 } + blame.trace.notes }

    /// The share of runs that succeed with this step right, and its interval.
    func success(of step: Int) -> String { blame.attribution.success[step].percent(in: blame.interval(of: step)) }

    /// What a right step changes over no repair, and its interval; `nil` where a single run settles it.
    func effect(of step: Int) -> String? {
        guard let effect = blame.attribution.effects.element(at: step) else { return nil }
        let reach = effect.interval.map { " (\($0.lowerBound.signedPercent) to \($0.upperBound.signedPercent))" }
        return effect.difference.signedPercent + (reach ?? "")
    }

    /// What is said of a run that did not fail again.
    static func notReproduced(_ success: Double, _ runs: Int) -> String {
        let how =
            runs == 1 ? (success == 1 ? "" : " with probability \(success.percent)") : " in all of \(runs.grouped) runs"
        return "without any repair it succeeds\(how): the failure is not reproduced, and nothing is blamed."
    }

    /// Whether some repair makes success likelier than not, but by no more than luck.
    private var isLuck: Bool { blame.attribution.success.contains { $0 > 0.5 } }

    /// What is reached without any repair, where that says anything.
    private var floor: String? {
        let share = blame.attribution.unrepaired
        guard let interval = blame.unrepairedInterval else {
            return share == 0 ? nil : "Without any repair it succeeds with probability \(share.percent)."
        }
        let count = String(format: "%g", share * Double(blame.runs))
        return "Without any repair it succeeds in \(count) of \(blame.runs) runs (\(interval.lowerBound.percent) to "
            + "\(interval.upperBound.percent)); a step decides where its effect over that has a 95% interval above 0 and "
            + "holds by Holm's correction over the steps."
    }

    private var runs: String? {
        let needed = RepairEffect.fewestRuns(for: blame.trace.steps.count)
        guard blame.runs > 1, blame.runs < needed else { return nil }
        return
            "\(blame.runs) runs cannot tell one of \(blame.trace.steps.count) steps from luck; \(needed) can: --runs "
            + "\(needed)."
    }

    private var together: String? {
        let sets = blame.minimalRepairs.filter { blame.attribution.decisive != $0.first || $0.count > 1 }
            .map { $0.sorted().map(String.init).joined(separator: " and ") }.joined(separator: "; ")
        guard blame.attribution.decisive == nil else { return sets.isEmpty ? nil : "Also enough: \(sets)." }
        guard sets.isEmpty else { return "Steps that would have, together: \(sets)." }
        guard largest > 1 else { return nil }
        let number = largest == 2 ? "two" : "\(largest)"
        let sizes = blame.repairs.isComplete ? "of them together" : number
        return isLuck ? "Nor are any \(sizes)." : "Nor would any \(sizes)."
    }

    private var largest: Int { blame.repairs.searchedUpTo }

    /// How far sets of steps were looked for, where that is not to the end.
    private var reach: String? {
        guard !blame.repairs.isComplete else { return nil }
        return largest == 1
            ? "Sets of several steps were not all repaired."
            : "Sets of more than \(largest) steps were not all repaired."
    }

    private var label: String? {
        blame.trace.label.map { label in
            let agrees = label.step == blame.attribution.decisive
            return "People blame step \(label.step), of \(label.agent)\(agrees ? ", too" : "")."
        }
    }
}

extension Double {
    var percent: String { "\(Int((self * 100).rounded()))%" }

    /// `70% (56% to 81%)`; without an interval the share alone.
    func percent(in interval: ClosedRange<Double>?) -> String {
        percent + (interval.map { " (\($0.lowerBound.percent) to \($0.upperBound.percent))" } ?? "")
    }

    fileprivate var signedPercent: String { self * 100 < 0.5 ? percent : "+" + percent }
}

extension Array {
    fileprivate func element(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
