import OtherwiseCore

/// Two objectives against one another: the front, those chosen by their numbers, and the line that nothing found passes.
struct FrontPicture: Sendable {
    private let front: [Mark]
    private let chosen: [Mark]
    private let picture: ScatterFrame

    private struct Mark: Sendable {
        let x, y: Double
        /// What is said when it is pointed at.
        let text: String
    }

    /// - Parameters:
    ///   - x: The position of an objective.
    ///   - y: The position of another.
    init(_ choice: DesignChoice, x: Int, y: Int) {
        func mark(_ design: DesignChoice.Design) -> Mark {
            let (across, up) = (choice.shown(design, x), choice.shown(design, y))
            let values = "\(choice.objectives[x]) \(across.short), \(choice.objectives[y]) \(up.short)"
            return Mark(x: across, y: up, text: "\(values): \(design.changePhrase)")
        }
        front = choice.front.map(mark)
        chosen = choice.designs.map(mark)
        let all = front + chosen
        picture = ScatterFrame(
            width: 420, height: 280, across: Self.span(all.map(\.x)), up: Self.span(all.map(\.y)),
            names: (choice.objectives[x], choice.objectives[y]))
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
        <figure><svg class="front" viewBox="0 0 \(picture.width) \(picture.height)" role="img" \
        aria-label="\(description)">
        \(picture.axes)\(line)\(front.map(dot))\(numbers)</svg>
        </figure>

        """
    }

    private var description: String {
        "\(picture.names.up) against \(picture.names.across) of \(front.count) designs on the front"
    }

    private var numbers: [Markup] {
        chosen.enumerated().map { picture.mark($0 + 1, x: $1.x, y: $1.y, title: $1.text) }
    }

    private func dot(_ mark: Mark) -> Markup {
        """
        <circle class="front" cx="\(picture.x(mark.x))" cy="\(picture.y(mark.y))" r="2.5">\
        <title>\(mark.text)</title></circle>

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
        let steps = ends.dropFirst().map { "H\(picture.x($0.x))V\(picture.y($0.y))" as Markup }
        return "<path class=\"front\" d=\"M\(picture.x(first.x)) \(picture.y(first.y))\(steps)\"/>\n"
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
