import OtherwiseAudits
import OtherwiseTabular

/// The differences of an audit with their intervals, over the noise floor.
struct EffectPicture {
    private let report: AuditReport
    private let reach: Double

    private static let width = 640.0, left = 210.0, rowHeight = 26.0

    init(_ report: AuditReport) {
        self.report = report
        let ends = report.contrasts.flatMap { [abs($0.share.estimate.low), abs($0.share.estimate.high)] }
        let widest = max(ends.max() ?? 0, report.noise.map(\.flips.value).max() ?? 0)
        reach = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8].first { $0 >= widest } ?? 1
    }

    private func x(_ difference: Double) -> Double {
        let middle = (Self.left + Self.width) / 2
        return middle + difference / reach * (Self.width - Self.left) / 2 * 0.94
    }

    private var height: Double { Double(report.contrasts.count) * Self.rowHeight + 30 }

    var markup: Markup {
        """
        <figure class="effects"><svg viewBox="0 0 \(Self.width) \(height)" role="img" aria-label="Differences with their intervals">
        <path class="axis" d="M\(x(0)) 0V\(height - 24)"/>
        \(report.contrasts.enumerated().map { row($1, y: (Double($0) + 0.5) * Self.rowHeight) })\(ticks)</svg></figure>
        """
    }

    private func row(_ contrast: ContrastSummary, y: Double) -> Markup {
        let estimate = contrast.share.estimate
        let noise = report.noise.first { $0.variant == contrast.reference }?.flips.value ?? 0
        return """
            <rect class="bar" x="\(x(-noise))" y="\(y - 9)" width="\(max(x(noise) - x(-noise), 0.5))" height="18" opacity="0.5"/>
            <path class="move" d="M\(x(estimate.low)) \(y)H\(x(estimate.high))"/>
            <circle class="would" cx="\(x(estimate.value))" cy="\(y)" r="5"/>
            <text x="\(Self.left - 12)" y="\(y + 4)" style="text-anchor: end">\(String(contrast.variant.prefix(26)))</text>

            """
    }

    private var ticks: [Markup] {
        [-reach, -reach / 2, 0, reach / 2, reach].map { tick in
            let points = (tick * 1000).rounded() / 10
            let text = points == points.rounded() ? "\(Int(points))" : "\(points)"
            return "<text class=\"tick\" x=\"\(x(tick))\" y=\"\(height - 8)\">\(points > 0 ? "+" : "")\(text)</text>"
        }
    }
}
