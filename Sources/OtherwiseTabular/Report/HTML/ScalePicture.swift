import OtherwiseCore

/// A number before and after on an axis, over the bars of a histogram or on a bare track.
struct ScalePicture: Sendable {
    let span: ClosedRange<Double>
    var shares: [Double] = []
    /// What is shaded: values that do as well, or that are wanted.
    var band: ClosedRange<Double>?
    var now: Mark?
    var then: Mark?
    var ticks: [Mark] = []
    var width = 320.0
    /// The picture in words.
    let description: String

    /// A place on the axis, and what is written there.
    struct Mark: Sendable {
        /// `nil` for a missing value, which has a place of its own before the axis.
        let place: Double?
        let label: String

        /// Half the width of the label, about.
        fileprivate var halfWidth: Double { 3.6 * Double(label.count) + 2 }

        static func ticks(in span: ClosedRange<Double>, count: Int = 6, whole: Bool = false) -> [Mark] {
            Ticks.numbers(in: span, count: count, whole: whole).map { Mark(place: $0, label: $0.plain) }
        }
    }

    var markup: Markup {
        """
        <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(description)">\
        \(shading)\(bars)\(axis)\(tickLabels)\(arrow)\(nowMark)\(thenMark)</svg>
        """
    }
}

// Where things are.
extension ScalePicture {
    private var isTrack: Bool { shares.isEmpty }
    private var top: Double { then == nil ? 8 : 26 }
    private var base: Double { top + (isTrack ? 14 : 86) }
    private var height: Double { base + 30 }
    private var left: Double { hasMissing ? 66 : 10 }
    private var right: Double { width - 10 }
    private var hasMissing: Bool { [now, then].contains { $0 != nil && $0?.place == nil } }

    private func x(_ value: Double) -> Double {
        let share = (value - span.lowerBound) / (span.upperBound - span.lowerBound)
        return left + min(max(share, 0), 1) * (right - left)
    }

    private func x(_ mark: Mark) -> Double { mark.place.map(x) ?? 32 }

    /// Where a label is centred, so that all of it is in the picture.
    private func labelX(_ mark: Mark) -> Double {
        min(max(x(mark), mark.halfWidth), width - mark.halfWidth)
    }
}

// What is drawn, from the back to the front.
extension ScalePicture {
    private var shading: Markup? {
        guard let band else { return nil }
        let (from, to) = (x(band.lowerBound), x(band.upperBound))
        let (high, low) = isTrack ? (base - 9, base + 9) : (top, base)
        return """
            <rect class="band" x="\(from)" y="\(high)" width="\(max(to - from, 2))" height="\(low - high)"/>\
            <path class="edge" d="\(edge(from, band.lowerBound, high, low))\(edge(to, band.upperBound, high, low))"/>
            """
    }

    private func edge(_ x: Double, _ bound: Double, _ high: Double, _ low: Double) -> Markup {
        bound.isFinite ? "M\(x) \(high)V\(low)" : ""
    }

    private var bars: [Markup] {
        let scale = (base - top - 4) / (shares.max() ?? 1)
        let width = (right - left) / Double(max(shares.count, 1))
        return shares.enumerated().filter { $0.element > 0 }.map { index, share in
            let height = max(share * scale, 1)
            let x = left + Double(index) * width
            return """
                <rect class="bar\(isShaded(index) ? " in" : "")" x="\(x + 0.4)" y="\(base - height)" \
                width="\(width - 0.8)" height="\(height)"/>
                """
        }
    }

    private func isShaded(_ bar: Int) -> Bool {
        let place = (Double(bar) + 0.5) / Double(shares.count)
        return band?.contains(span.lowerBound + place * (span.upperBound - span.lowerBound)) ?? false
    }

    private var axis: Markup { "<path class=\"axis\" d=\"M\(left) \(base)H\(right)\"/>" }

    private var tickLabels: [Markup] {
        ticks.filter { hasRoom($0) }.map { tick in
            "<text class=\"tick\" x=\"\(labelX(tick))\" y=\"\(base + 22)\">\(tick.label)</text>"
        }
    }

    private func hasRoom(_ tick: Mark) -> Bool {
        guard let now else { return true }
        return abs(labelX(now) - labelX(tick)) > now.halfWidth + tick.halfWidth + 4
    }

    private var arrow: Markup? {
        guard let now, let then, abs(x(then) - x(now)) > 14 else { return nil }
        let (from, to) = (x(now), x(then))
        let sign = to > from ? 1.0 : -1.0
        let tip = to - 5 * sign
        return """
            <path class="move" d="M\(from + 5 * sign) \(base)H\(tip - 6 * sign)"/>\
            <path class="tip" d="M\(tip) \(base)l\(-8 * sign) -4.5v9z"/>
            """
    }

    private var nowMark: Markup? {
        guard let now else { return nil }
        return """
            <path class="stem was" d="M\(x(now)) \(isTrack ? base : top + 8)V\(base)"/>\
            <circle class="was" cx="\(x(now))" cy="\(base)" r="5"/>\
            <text class="was" x="\(labelX(now))" y="\(base + 22)">\(now.label)</text>
            """
    }

    private var thenMark: Markup? {
        guard let then else { return nil }
        return """
            <path class="stem would" d="M\(x(then)) \(top - 6)V\(base)"/>\
            <circle class="would" cx="\(x(then))" cy="\(base)" r="5"/>\
            <text class="would" x="\(labelX(then))" y="\(top - 12)">\(then.label)</text>
            """
    }
}
