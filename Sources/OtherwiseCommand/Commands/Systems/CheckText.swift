import OtherwiseCore
import OtherwiseSystems
import OtherwiseTabular

/// The outcome of a check as text: the claim, a table of figures, one of controls, and the verdict.
struct CheckText {
    private let report: CheckReport
    private let system: System
    private let style: TextStyle

    init(_ report: CheckReport, of system: System, style: TextStyle) {
        (self.report, self.system, self.style) = (report, system, style)
    }

    var text: String {
        var lines = [style.bold("\(system.id) \(system.name)"), report.claim]
        lines += asked
        lines += [""] + figures
        lines += [""] + controls
        lines += readings
        lines += ["", verdict]
        lines += notRun
        return lines.map { $0 + "\n" }.joined()
    }

    private var asked: [String] { report.model.map { ["asked: \($0.name)"] } ?? [] }

    private var notRun: [String] {
        report.notRun.map { ["not run, for want of a language model (--model or --endpoint): \($0)"] } ?? []
    }

    /// Nothing is asked of these.
    private var readings: [String] {
        guard !report.findings.readings.isEmpty else { return [] }
        let rows = report.findings.readings.map { reading in
            let interval = reading.interval.map { "\($0.lowerBound.short) to \($0.upperBound.short)" }
            return [reading.name, reading.value.short, interval ?? ""]
        }
        return [""]
            + AlignedColumns([["measured beside", "value", "95% interval"]] + rows).lines(indent: 2, headed: style)
    }

    private var figures: [String] {
        let rows = report.findings.figures.map {
            [
                $0.name, $0.value.short, "\($0.direction.rawValue) \($0.threshold.short)",
                $0.holds ? "holds" : "DOES NOT",
            ]
        }
        return AlignedColumns([["figure", "value", "threshold", ""]] + rows).lines(indent: 2, headed: style)
    }

    private var controls: [String] {
        let rows = report.findings.controls.map {
            [
                $0.name, $0.value.short, "\($0.direction.rawValue) \($0.mustNotReach.short)",
                $0.failsAsItShould ? "fails as it should" : "DOES NOT FAIL",
            ]
        }
        return AlignedColumns([["control", "value", "must not be", ""]] + rows).lines(indent: 2, headed: style)
    }

    private var verdict: String {
        let seconds = (report.seconds * 10).rounded() / 10
        let reason = report.lack.map { ": \($0)" } ?? ""
        return "\(style.bold(report.holds ? "holds" : "does not hold"))\(reason)  (seed \(report.seed), \(seconds) s)"
    }
}
