import OtherwiseAudits
import OtherwiseCore
import OtherwiseTabular

/// What an audit found, for people.
struct AuditText {
    private let report: AuditReport
    private let style: TextStyle

    init(_ report: AuditReport, style: TextStyle) {
        (self.report, self.style) = (report, style)
    }

    var text: String {
        var lines = [style.bold(head), ""] + section("HOW OFTEN", variants)
        lines += section("WHAT DIFFERENCE IT MADE", contrasts) + section("HOW MANY ANSWERS CHANGED", flips)
        lines += section("NOISE FLOOR: the same asked again", noise)
        lines += report.warnings.map { "! \($0)" } + [footer]
        return lines.map { $0 + "\n" }.joined()
    }

    private func section(_ title: String, _ rows: [[String]]) -> [String] {
        guard rows.count > 1 else { return [] }
        return [style.bold(title)] + AlignedColumns(rows).lines(indent: 2, headed: style) + [""]
    }

    private var head: String {
        "\(report.audit): \(report.items.grouped) items of \(report.clusters.grouped) clusters, asked of \(report.provenance.model.name)"
    }

    private var variants: [[String]] {
        [["variant", "chose the option in focus", "margin (nats)", "changed with the order", "places"]]
            + report.variants.map { variant in
                [
                    variant.name, variant.share.map(AuditNumbers.share) ?? "–",
                    variant.margin.map(AuditNumbers.number) ?? "–",
                    variant.orderFlips.map(AuditNumbers.share) ?? "–",
                    variant.places.map { AuditNumbers.percent($0) }.joined(separator: " "),
                ]
            }
    }

    private var contrasts: [[String]] {
        [["variant", "against", "items", "share", "p", "margin (nats)", "p"]]
            + report.contrasts.map { contrast in
                [
                    contrast.variant, contrast.reference, contrast.items.grouped,
                    AuditNumbers.points(contrast.share.estimate), AuditNumbers.pValue(contrast.share.adjustedPValue),
                    contrast.margin.map { AuditNumbers.number($0.estimate, signed: true) } ?? "–",
                    contrast.margin.map { AuditNumbers.pValue($0.adjustedPValue) } ?? "–",
                ]
            }
    }

    private var flips: [[String]] {
        [["variant", "against", "changed", "more than asking again", "lost", "gained", "moved"]]
            + report.contrasts.map { contrast in
                [
                    contrast.variant, contrast.reference, AuditNumbers.share(contrast.flips),
                    contrast.excessFlips.map { AuditNumbers.points($0.estimate) } ?? "–", "\(contrast.lost)",
                    "\(contrast.gained)", "\(contrast.moved)",
                ]
            }
    }

    private var noise: [[String]] {
        [["variant", "changed", "margin moved (nats)"]]
            + report.noise.map { noise in
                [
                    noise.variant, AuditNumbers.share(noise.flips),
                    noise.marginText(AuditNumbers.number, AuditNumbers.plain),
                ]
            }
    }

    private var footer: String {
        let settings = report.provenance.settings
        let level = settings["confidence"].flatMap(Double.init).map { AuditNumbers.percent($0) } ?? "95%"
        let checked = report.scoreCheck.map { " Scores are real: \($0.recalled) of \($0.probes) words recalled." } ?? ""
        return
            "\(level) intervals; p-values corrected (\(settings["correction"] ?? "")); seed \(report.provenance.seed).\(checked)"
    }
}

/// How numbers of an audit are written; a difference never without its interval.
enum AuditNumbers {
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    static func share(_ estimate: AuditEstimate) -> String {
        "\(percent(estimate.value)) (\(percent(estimate.low)) to \(percent(estimate.high)))"
    }

    /// Differences of shares, in percentage points.
    static func points(_ estimate: AuditEstimate) -> String {
        let ends = [estimate.value, estimate.low, estimate.high].map { signed(tenths($0 * 100)) }
        return "\(ends[0]) (\(ends[1]) to \(ends[2])) points"
    }

    static func number(_ estimate: AuditEstimate, signed isSigned: Bool) -> String {
        let ends = [estimate.value, estimate.low, estimate.high].map { isSigned ? signed(plain($0)) : plain($0) }
        return "\(ends[0]) (\(ends[1]) to \(ends[2]))"
    }

    static func number(_ estimate: AuditEstimate) -> String { number(estimate, signed: false) }

    static func pValue(_ value: Double) -> String {
        value < 0.001 ? "<0.001" : "\((value * 1000).rounded() / 1000)"
    }

    static func plain(_ number: Double) -> String { "\((number * 1000).rounded() / 1000 + 0)" }

    private static func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10 + 0)" }
    private static func signed(_ text: String) -> String { text.hasPrefix("-") ? "−\(text.dropFirst())" : "+\(text)" }
}
