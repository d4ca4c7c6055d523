import OtherwiseTraces

/// The sentences about the blame of one run, the same on the screen and on a page.
struct BlameWords {
    static let notRun = "it could not be run again to the end."

    private let blame: Blame

    init(_ blame: Blame) { self.blame = blame }

    var verdict: String {
        guard let decisive = blame.attribution.decisive else {
            return "no single step, done right, would have saved it."
        }
        return "step \(decisive), of \(blame.trace.steps[decisive].agent), decided it."
    }

    var notes: [String] { [together, label].compactMap { $0 } + blame.trace.notes }

    /// The share of runs that succeed with this step right, and its interval.
    func success(of step: Int) -> String {
        let reach = blame.interval(of: step).map { " (\($0.lowerBound.percent) to \($0.upperBound.percent))" } ?? ""
        return blame.attribution.success[step].percent + reach
    }

    private var together: String? {
        guard blame.attribution.decisive == nil else { return nil }
        let sets = blame.minimalRepairs.map { $0.sorted().map(String.init).joined(separator: " and ") }
        return sets.isEmpty ? "Nor would any two." : "Steps that would have, together: \(sets.joined(separator: "; "))."
    }

    private var label: String? {
        blame.trace.label.map { label in
            let agrees = label.step == blame.attribution.answer
            return "People blame step \(label.step), of \(label.agent)\(agrees ? ", too" : "")."
        }
    }
}

extension Double {
    var percent: String { "\(Int((self * 100).rounded()))%" }
}
