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
            let all = first.asked == first.count ? "\(first.count.grouped)" : "\(first.asked.grouped) that were asked"
            return ["Of \(all) single edits \(changing.grouped) change\(changing == 1 ? "s" : "") the answer so."]
        }
        return [ruledOut(first), beyond].compactMap(\.self)
    }

    private func ruledOut(_ level: Flip.Level) -> String {
        level.asked == level.count
            ? "No single edit of these \(level.count.grouped) changes the answer so: proved by asking all \(level.count.grouped)."
            : "Of \(level.count.grouped) single edits \(level.asked.grouped) were asked, and none changes the answer so; \(Self.more)."
    }

    /// What is known of several edits at once.
    private var beyond: String? {
        let lower = Int(flip.certificate.lowerBound ?? 1)
        switch (flip.status, flip.certificate.kind) {
        case (.found, .optimal): return "So \(flip.edits.count) edits are the fewest."
        case (.found, _):
            return "Fewer than \(flip.edits.count) may do: only below \(lower) all were asked; \(Self.more)."
        case (.infeasible, _):
            let further = flip.levels.dropFirst().map { "\($0.count.grouped) of \($0.edits)" }
            return further.isEmpty
                ? nil : "Nor do several at once, all asked: \(further.joined(separator: ", "))."
        default:
            let open = flip.levels.dropFirst().first { $0.asked < $0.count }
            return open.map {
                "Of \($0.count == .max ? "very many" : $0.count.grouped) ways to make \($0.edits) at once \($0.asked.grouped) were asked; \(Self.more)."
            }
        }
    }

    private static let more = "--calls allows more"

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
