import OtherwiseCore

/// Two objectives against one another: the front, those chosen by their numbers, and the line that nothing found passes.
struct FrontPicture: Sendable {
    private let choice: DesignChoice
    private let names: (x: String, y: String)
    private let front: [Mark]
    private let chosen: [Mark]
    private let span: (x: ClosedRange<Double>, y: ClosedRange<Double>)

    private static let (width, height) = (420.0, 280.0)
    private static let (left, bottom) = (52.0, 44.0)

    private struct Mark: Sendable {
        let x, y: Double
        /// What is said when it is pointed at.
        let text: String
    }

    /// - Parameters:
    ///   - x: The position of an objective.
    ///   - y: The position of another.
    init(_ choice: DesignChoice, x: Int, y: Int) {
        self.choice = choice
        names = (choice.objectives[x], choice.objectives[y])
        func mark(_ design: DesignChoice.Design) -> Mark {
            let (across, up) = (choice.shown(design, x), choice.shown(design, y))
            let values = "\(choice.objectives[x]) \(across.short), \(choice.objectives[y]) \(up.short)"
            return Mark(x: across, y: up, text: "\(values): \(design.changePhrase)")
        }
        front = choice.front.map(mark)
        chosen = choice.designs.map(mark)
        let all = front + chosen
        span = (Self.span(all.map(\.x)), Self.span(all.map(\.y)))
        direction = (choice.isTurned(x), choice.isTurned(y))
    }

    /// Whether an axis shows an output that is maximised.
    private let direction: (x: Bool, y: Bool)

    private static func span(_ numbers: [Double]) -> ClosedRange<Double> {
        let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
        let margin = max((high - low) * 0.06, 1e-9)
        return (low - margin)...(high + margin)
    }

    var markup: Markup {
        """
        <figure><svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(description)">
        \(axes)\(line)\(front.map(dot))\(chosen.enumerated().map { number($0 + 1, $1) })</svg>
        </figure>

        """
    }

    private var description: String { "\(names.y) against \(names.x) of \(front.count) designs on the front" }

    private func across(_ x: Double) -> Double {
        Self.left + (Self.width - Self.left - 8) * (x - span.x.lowerBound) / (span.x.upperBound - span.x.lowerBound)
    }

    private func down(_ y: Double) -> Double {
        (Self.height - Self.bottom) * (span.y.upperBound - y) / (span.y.upperBound - span.y.lowerBound)
    }

    private func dot(_ mark: Mark) -> Markup {
        "<circle class=\"front\" cx=\"\(across(mark.x))\" cy=\"\(down(mark.y))\" r=\"2.5\"><title>\(mark.text)</title></circle>\n"
    }

    private func number(_ number: Int, _ mark: Mark) -> Markup {
        """
        <circle class="would" cx="\(across(mark.x))" cy="\(down(mark.y))" r="7.5"><title>\(mark.text)</title></circle>\
        <text class="number" x="\(across(mark.x))" y="\(down(mark.y) + 3)">\(number)</text>

        """
    }

    /// Along the designs that are best in both, by steps.
    private var line: Markup {
        func worth(_ mark: Mark) -> (Double, Double) {
            (direction.x ? -mark.x : mark.x, direction.y ? -mark.y : mark.y)
        }
        var best = Double.infinity
        let ends = (front + chosen).sorted { worth($0) < worth($1) }.filter { mark in
            guard worth(mark).1 < best else { return false }
            best = worth(mark).1
            return true
        }
        guard let first = ends.first else { return "" }
        let steps = ends.dropFirst().map { "H\(across($0.x))V\(down($0.y))" as Markup }
        return "<path class=\"front\" d=\"M\(across(first.x)) \(down(first.y))\(steps)\"/>\n"
    }

    private var axes: Markup {
        let floor = Self.height - Self.bottom
        let below = Ticks.numbers(in: span.x, count: 5).map { tick -> Markup in
            "<path class=\"axis\" d=\"M\(across(tick)) \(floor)v4\"/><text class=\"tick\" x=\"\(across(tick))\" y=\"\(floor + 17)\">\(tick.plain)</text>\n"
        }
        let beside = Ticks.numbers(in: span.y, count: 5).map { tick -> Markup in
            "<path class=\"axis\" d=\"M\(Self.left - 4) \(down(tick))h4\"/><text class=\"tick\" x=\"\(Self.left - 24)\" y=\"\(down(tick) + 4)\">\(tick.plain)</text>\n"
        }
        return """
            <path class="axis" d="M\(Self.left) 0V\(floor)H\(Self.width)"/>
            \(below)\(beside)<text class="axis" x="\((Self.left + Self.width) / 2)" y="\(Self.height - 6)">\(names.x)</text>
            <text class="axis" transform="rotate(-90)" x="\(-floor / 2)" y="10">\(names.y)</text>

            """
    }
}

extension DesignChoice {
    /// Whether an objective is an output that is maximised, kept with its sign turned.
    fileprivate func isTurned(_ objective: Int) -> Bool {
        targets.contains {
            $0.wholeMatch(of: #/\s*maximi[sz]e\s+(.+?)(\s+to\s+\S+)?\s*/#)?.output.1 == objectives[objective][...]
        }
    }

    /// An objective as it is in its own unit.
    fileprivate func shown(_ design: Design, _ objective: Int) -> Double {
        isTurned(objective) ? -design.objectives[objective] : design.objectives[objective]
    }
}
