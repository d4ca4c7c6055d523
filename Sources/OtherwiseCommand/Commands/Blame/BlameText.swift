import OtherwiseNumerics
import OtherwiseTabular
import OtherwiseTraces

/// The blame of one run, for people: every step with how likely success would have been, had it alone been right.
struct BlameText {
    private let blame: Blame
    private let style: TextStyle

    init(_ blame: Blame, style: TextStyle) {
        self.blame = blame
        self.style = style
    }

    var text: String {
        let lines = [style.bold(head), ""] + AlignedColumns(header + steps).lines(indent: 2, headed: style) + notes
        return lines.map { $0 + "\n" }.joined()
    }

    private var head: String {
        let name = "Trace \(blame.trace.id)"
        guard let decisive = blame.attribution.decisive else {
            return "\(name): no single step, done right, would have saved it."
        }
        return "\(name): step \(decisive), of \(blame.trace.steps[decisive].agent), decided it."
    }

    private var header: [[String]] {
        [
            ["step", "agent", "success if right", ""] + (blame.contributions == nil ? [] : ["contribution"]) + [
                "content"
            ]
        ]
    }

    private var steps: [[String]] {
        blame.trace.steps.indices.map { step in
            let success = blame.attribution.success[step]
            let bar = String(repeating: "█", count: Int((success * 10).rounded()))
            return ["\(step)", blame.trace.steps[step].agent.cut(to: 24), share(step), bar]
                + (blame.contributions.map { [$0.values[step].percent] } ?? [])
                + [blame.trace.steps[step].content.cut(to: 48)]
        }
    }

    private func share(_ step: Int) -> String {
        let reach = blame.interval(of: step).map { " (\($0.lowerBound.percent) to \($0.upperBound.percent))" } ?? ""
        return blame.attribution.success[step].percent + reach
    }

    private var notes: [String] {
        var notes: [String] = []
        if blame.attribution.decisive == nil {
            let sets = blame.minimalRepairs.map { $0.sorted().map(String.init).joined(separator: " and ") }
            notes.append(
                sets.isEmpty
                    ? "Nor would any two." : "Steps that would have, together: \(sets.joined(separator: "; ")).")
        }
        if let label = blame.trace.label {
            let agrees = label.step == blame.attribution.answer
            notes.append("People blame step \(label.step), of \(label.agent)\(agrees ? ", too" : "").")
        }
        return notes.isEmpty ? [] : [""] + notes
    }
}

extension String {
    func cut(to limit: Int) -> String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }
}

extension Double {
    var percent: String { "\(Int((self * 100).rounded()))%" }
}
