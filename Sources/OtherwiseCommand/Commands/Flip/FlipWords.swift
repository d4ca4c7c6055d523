import OtherwiseCore
import OtherwiseTabular
import OtherwiseText

/// The sentences about the smallest edit of a prompt, the same on the screen and on a page.
struct FlipWords {
    private let flip: Flip

    init(_ flip: Flip) { self.flip = flip }

    var verdict: String {
        let before = flip.factual.option ?? ""
        guard let after = flip.counterfactual?.option else { return "\(before); no edit found that changes it" }
        return "\(before) → \(after), by \(flip.edits.count == 1 ? "one edit" : "\(flip.edits.count) edits")"
    }

    /// What is proved, and by how many askings.
    var proof: [String] {
        guard let first = flip.levels.first else { return [] }
        let changing = flip.singles.count(where: \.isFlip)
        guard changing == 0 else {
            let some = first.asked == first.count ? "" : " that were asked"
            let changes = "\(changing.grouped) change\(changing == 1 ? "s" : "")"
            return ["Of \(first.asked.grouped) single edits\(some) \(changes) the answer so."] + failed
        }
        return [ruledOut(first), beyond].compactMap(\.self) + failed
    }

    /// What was asked in vain.
    private var failed: [String] {
        let count = flip.levels.reduce(0) { $0 + $1.failed }
        guard count > 0 else { return [] }
        return ["The model failed on \(count.grouped) more, of which nothing is known; see `text` in the JSON."]
    }

    private func ruledOut(_ level: Flip.Level) -> String {
        level.asked == level.count
            ? "No single edit of these \(level.count.grouped) changes the answer so: proved by asking all \(level.count.grouped)."
            : "Of \(level.count.grouped) single edits \(level.asked.grouped) were asked, and none changes the answer so\(more(level))."
    }

    /// What is known of several edits at once.
    private var beyond: String? {
        let lower = Int(flip.certificate.lowerBound ?? 1)
        switch (flip.status, flip.certificate.kind) {
        case (.found, .optimal): return "So \(flip.edits.count) edits are the fewest."
        case (.found, _):
            let isOpen = flip.levels.contains { $0.edits < flip.edits.count && !more($0).isEmpty }
            let way = isOpen ? Self.allowance : ""
            return "Fewer than \(flip.edits.count) may do: only below \(lower) all were asked\(way)."
        case (.infeasible, _):
            let further = flip.levels.dropFirst().map { "\($0.count.grouped) of \($0.edits)" }
            return further.isEmpty
                ? nil : "Nor do several at once, all asked: \(further.joined(separator: ", "))."
        default:
            let open = flip.levels.dropFirst().first { $0.asked < $0.count }
            return open.map {
                "Of \($0.count == .max ? "very many" : $0.count.grouped) ways to make \($0.edits) at once \($0.asked.grouped) were asked\(more($0))."
            }
        }
    }

    /// What allows to ask the rest; nothing where the model failed on it.
    private func more(_ level: Flip.Level) -> String {
        level.asked + level.failed < level.count ? Self.allowance : ""
    }

    private static let allowance = "; --calls allows more"

    var noise: String {
        let noise = flip.noise
        guard noise.repeats > 0 else { return "Nothing was asked again, so that chance is not ruled out." }
        let times = noise.repeats == 1 ? "once" : "\(noise.repeats) times"
        guard noise.isUnstable else {
            let both =
                flip.counterfactual == nil ? "the prompt as it stands kept its answer" : "both kept their answers"
            return "Noise floor: asked again \(times), \(both)."
        }
        let edited = noise.flipChanged.map { ", the edited one in \($0)" } ?? ""
        return
            "Noise floor: asked again \(times), the prompt as it stands changed its answer in \(noise.changed)\(edited). An answer that changes by itself is no effect of an edit."
    }

    var effort: String {
        "\(flip.calls.grouped) prompts were asked; each edit once. Seed \(flip.provenance.seed), \(flip.provenance.model.name)."
    }
}
