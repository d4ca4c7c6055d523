import Foundation

/// What a hidden cause would leave of an effect, by how much of treatment and outcome it explains: lines of equal
/// effect, with the observed covariates as marks (Cinelli and Hazlett 2020, figure 2).
public struct SensitivityPicture: Sendable {
    private let sensitivity: Sensitivity
    /// The greatest shares that are drawn.
    private let limit: Double

    /// - Parameter sensitivity: What is drawn.
    public init(_ sensitivity: Sensitivity) {
        self.sensitivity = sensitivity
        let marks = sensitivity.benchmarks.flatMap { [$0.treatmentShare, $0.outcomeShare] }
        let needed = max(2 * sensitivity.robustness, 1.2 * (marks.max() ?? 0))
        // Four steps of whole percents.
        limit = min((needed / 0.04).rounded(.up) * 0.04, 0.96)
    }

    private static let size = 420.0
    private static let margin = 60.0

    /// The picture as one SVG element.
    public var svg: String {
        let width = Self.size + 2 * Self.margin
        let parts =
            [frame] + levels.map(line) + [line(at: 0, isZero: true)] + marks
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(width)) \(Int(width))" font-family="sans-serif" \
            font-size="12"><title>The effect that a hidden cause would leave</title>
            <rect width="100%" height="100%" fill="white"/>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    private func x(_ share: Double) -> Double { Self.margin + share / limit * Self.size }
    private func y(_ share: Double) -> Double { Self.margin + (1 - share / limit) * Self.size }

    private var frame: String {
        let ticks = (0...4).map { Double($0) / 4 * limit }
        let labels = ticks.map { tick in
            """
            <text x="\(x(tick).short)" y="\((y(0) + 18).short)" text-anchor="middle">\((tick * 100).short)%</text>
            <text x="\((x(0) - 6).short)" y="\((y(tick) + 4).short)" text-anchor="end">\((tick * 100).short)%</text>
            """
        }
        let centre = Self.margin + Self.size / 2
        return """
            <rect x="\(x(0).short)" y="\(y(limit).short)" width="\(Self.size)" height="\(Self.size)" fill="none" stroke="#888"/>
            <text x="\(centre)" y="24" text-anchor="middle" font-size="14">What a hidden cause would leave of the effect of \
            \(sensitivity.coefficient.short)</text>
            <text x="\(centre)" y="\((y(0) + 40).short)" text-anchor="middle">share of the treatment that it explains</text>
            <text transform="translate(14 \(centre)) rotate(-90)" text-anchor="middle">share of the outcome that it explains\
            </text>
            \(labels.joined(separator: "\n"))
            """
    }

    /// Quarters of the way from the effect to none, and as far beyond.
    private var levels: [Double] { [0.75, 0.5, 0.25, -0.5, -1].map { $0 * sensitivity.coefficient } }

    private func line(_ level: Double) -> String { line(at: level, isZero: false) }

    private func line(at level: Double, isZero: Bool) -> String {
        let points = (1...200).map { Double($0) / 200 * limit }.map { share in
            (share, sensitivity.outcomeShare(treatmentShare: share, bringingTo: level))
        }.filter { $0.1 <= limit }
        guard let last = points.last, points.count > 1 else { return "" }
        let path = points.map { "\(x($0.0).short),\(y($0.1).short)" }.joined(separator: " ")
        let (colour, pen) = isZero ? ("#c0392b", "2") : ("#2c6fbb", "1")
        return """
            <polyline points="\(path)" fill="none" stroke="\(colour)" stroke-width="\(pen)"/>
            <text x="\((x(last.0) + 3).short)" y="\((y(last.1) + 4).short)" fill="\(colour)">\(isZero ? "0" : level.short)</text>
            """
    }

    /// From the lowest up, each name above the one before.
    private var marks: [String] {
        var highest = Double.infinity
        return sensitivity.benchmarks.prefix(6).sorted { $0.outcomeShare < $1.outcomeShare }.map { benchmark in
            let (across, up) = (x(benchmark.treatmentShare), y(benchmark.outcomeShare))
            highest = min(up + 4, highest - 14)
            return """
                <circle cx="\(across.short)" cy="\(up.short)" r="3.5"/>
                <text x="\((across + 7).short)" y="\(highest.short)">\(benchmark.name.escaped)</text>
                """
        }
    }
}

extension Double {
    /// Three digits that count.
    fileprivate var short: String { String(format: "%.4g", self) }
}

extension String {
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
