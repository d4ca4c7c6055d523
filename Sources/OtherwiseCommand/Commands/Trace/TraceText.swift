import OtherwiseModels
import OtherwiseTabular
import OtherwiseText

/// Where in a model an answer is carried, for people: a line for each token, a sign for each layer.
struct TraceText {
    private let trace: AnswerTrace
    private let style: TextStyle

    init(_ trace: AnswerTrace, style: TextStyle) { (self.trace, self.style) = (trace, style) }

    var text: String {
        let nats = [trace.trace.factual, trace.trace.counterfactual].map(\.nats)
        let asked = AlignedColumns([
            ["as it stands", trace.prompt, "\(nats[0]) nats"],
            ["other words", trace.counterfactual, "\(nats[1]) nats"],
        ]).lines(indent: 2)
        let head = style.bold("Where '\(trace.answer.shownToken)' is carried")
        let lines = [head, ""] + asked + [""] + rows + ["", sentence] + trace.notes
        return lines.map { $0 + "\n" }.joined()
    }

    private var sentence: String {
        guard let recovery = trace.recovery else {
            return "The answer is as likely after both prompts; nothing can come back."
        }
        guard let peak = trace.peak else { return "The difference between the prompts has no measure." }
        let last = recovery.count - 1
        let place = peak.position < labels.count - 1 ? "Before the last token, most" : "Most"
        return
            "\(place) of the difference, \(peak.share.percent), comes back with layer \(peak.layer) of 0 to \(last) at "
            + "'\(labels[peak.position])'.\nShares: · below 12%, ░ to 37%, ▒ to 62%, ▓ to 87%, █ above; - further away."
    }

    private var labels: [String] { CausalTracePicture.labels(trace.tokens, trace.counterfactualTokens) }

    private var rows: [String] {
        guard let recovery = trace.recovery else { return [] }
        let lines = labels.enumerated().map { position, label in
            let shares = recovery.map { $0[position] }
            let most = shares.enumerated().filter(\.element.isFinite).max { $0.element < $1.element }
            return [
                label.cut(to: 30), shares.map(Self.sign).joined(),
                most.map { "\($0.element.percent) after layer \($0.offset)" } ?? "–",
            ]
        }
        return AlignedColumns([["token", "layer 0 to \(recovery.count - 1)", "most"]] + lines)
            .lines(indent: 2, headed: style)
    }

    private static func sign(_ share: Double) -> String {
        switch share {
        case 0.875...: "█"
        case 0.625...: "▓"
        case 0.375...: "▒"
        case 0.125...: "░"
        case ..<(-0.125): "-"
        default: "·"
        }
    }
}
