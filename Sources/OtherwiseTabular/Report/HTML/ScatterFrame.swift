import OtherwiseCore

/// Two measures against one another: where their numbers lie in a picture, the axes, and marks with a number.
struct ScatterFrame: Sendable {
    let width: Double
    let height: Double
    let across: ClosedRange<Double>
    let up: ClosedRange<Double>
    let names: (across: String, up: String)

    private static let (left, top, margin) = (60.0, 8.0, 46.0)
    private var base: Double { height - Self.margin }

    func x(_ value: Double) -> Double { Self.left + share(value, of: across) * (width - Self.left - 10) }
    func y(_ value: Double) -> Double { base - share(value, of: up) * (base - Self.top) }

    private func share(_ value: Double, of range: ClosedRange<Double>) -> Double {
        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    var axes: Markup {
        let below: [Markup] = Ticks.numbers(in: across, count: width > 500 ? 6 : 5).map {
            "<text class=\"tick\" x=\"\(x($0))\" y=\"\(base + 17)\">\($0.plain)</text>\n"
        }
        let beside: [Markup] = Ticks.numbers(in: up, count: 5).map {
            "<text class=\"tick up\" x=\"\(Self.left - 8)\" y=\"\(y($0) + 4)\">\($0.plain)</text>\n"
        }
        return """
            <path class="axis" d="M\(Self.left) \(Self.top)V\(base)H\(width - 10)"/>
            \(below)\(beside)<text class="tick" x="\((Self.left + width) / 2)" y="\(height - 6)">\(names.across)</text>
            <text class="tick" transform="rotate(-90)" x="\(-(Self.top + base) / 2)" y="11">\(names.up)</text>

            """
    }

    /// - Parameter title: What is said when it is pointed at.
    func mark(_ number: Int, x: Double, y: Double, title: String) -> Markup {
        """
        <g><title>\(title)</title><circle class="would" cx="\(self.x(x))" cy="\(self.y(y))" r="9"/>\
        <text class="number" x="\(self.x(x))" y="\(self.y(y))" dy="0.35em">\(number)</text></g>

        """
    }
}
