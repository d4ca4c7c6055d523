import OtherwiseCore
import OtherwiseSearch

/// The ways of a genetic search that none found beats in all it weighs: near the row, near the data, few changes.
struct TradeOffs: Sendable {
    private let subject: ReportSubject
    private let points: [Point]
    private let picture: Frame

    /// More would lie on top of one another.
    private static let limit = 300

    init?(_ subject: ReportSubject) {
        guard let search = subject.search, !subject.ways.isEmpty else { return nil }
        self.subject = subject
        let all = search.candidates.compactMap { Point($0, in: subject) }
        let front = NonDominatedSorting.fronts(all.map { Fitness(objectives: $0.objectives) }).first ?? []
        let shown = front.prefix(Self.limit).map { all[$0] }
        let dots = shown.filter { $0.way == nil }.sorted { $0.changes.count > $1.changes.count }
        points = dots + all.filter { $0.way != nil }
        picture = Frame(points)
    }

    /// One way that was found.
    private struct Point: Sendable {
        let proximity: Double
        let manifold: Double
        let changes: [Explanation.Change]
        /// Its number among the ways of the page.
        let way: Int?

        init?(_ candidate: DesignCandidate, in subject: ReportSubject) {
            guard candidate.objectives.count >= 3, let proximity = candidate.objectives.dropLast(2).last,
                let manifold = candidate.objectives.last, proximity.isFinite, manifold.isFinite
            else { return nil }
            (self.proximity, self.manifold) = (proximity, manifold)
            let factual = subject.schema.features.map { subject.explanation.factual.values[$0.name] ?? .missing }
            changes = subject.schema.changes(from: factual, to: candidate.values)
            let values = subject.schema.named(candidate.values)
            way = subject.ways.firstIndex { $0.values == values }.map { $0 + 1 }
        }

        var objectives: [Double] { [proximity, Double(changes.count), manifold] }
    }

    /// Where things are.
    private struct Frame: Sendable {
        let width = 640.0
        let height = 300.0
        let left = 72.0
        let right = 628.0
        let top = 12.0
        let base = 248.0
        let across: ClosedRange<Double>
        let up: ClosedRange<Double>

        init(_ points: [Point]) {
            across = 0...(points.map(\.proximity).max().map { max($0, 1e-9) * 1.06 } ?? 1)
            up = 0...(points.map(\.manifold).max().map { max($0, 1e-9) * 1.1 } ?? 1)
        }

        func x(_ value: Double) -> Double { left + value / across.upperBound * (right - left) }
        func y(_ value: Double) -> Double { base - value / up.upperBound * (base - top) }
    }
}

extension TradeOffs {
    var markup: Markup {
        """
        <section aria-labelledby="front">
        <h2 id="front">What was traded off</h2>
        <p class="condition">Dots are ways that were found and that no other beats in all of three: near the row as \
        it is, near the data, few features changed. Down and to the left is better; the stronger the colour, the \
        fewer features change. The ways of this page are numbered. Point at a dot for its changes.</p>
        <svg class="front" viewBox="0 0 \(picture.width) \(picture.height)" role="img" aria-label="\(description)">\
        \(axes)\(points.map(dot))</svg>
        </section>

        """
    }

    private var description: String {
        "\(points.count) ways by their distance from the row and from the data, those of this page numbered."
    }

    private var axes: Markup {
        let across: [Markup] = Ticks.numbers(in: picture.across).map {
            "<text class=\"tick\" x=\"\(picture.x($0))\" y=\"\(picture.base + 17)\">\($0.plain)</text>"
        }
        let up: [Markup] = Ticks.numbers(in: picture.up, count: 5).map {
            "<text class=\"tick up\" x=\"\(picture.left - 8)\" y=\"\(picture.y($0) + 4)\">\($0.plain)</text>"
        }
        return """
            <path class="axis" d="M\(picture.left) \(picture.top)V\(picture.base)H\(picture.right)"/>\(across)\(up)\
            <text class="tick" x="\((picture.left + picture.right) / 2)" y="\(picture.base + 40)">distance from the \
            row as it is</text>\
            <text class="tick" transform="rotate(-90)" x="\(-(picture.top + picture.base) / 2)" y="11">distance from \
            the data</text>
            """
    }

    private func dot(_ point: Point) -> Markup {
        let (x, y) = (picture.x(point.proximity), picture.y(point.manifold))
        let title: Markup = "<title>\(words(for: point))</title>"
        guard let way = point.way else {
            let share = 100 / Double(max(point.changes.count, 1)).squareRoot()
            return """
                <circle class="dot" cx="\(x)" cy="\(y)" r="5" \
                style="fill: color-mix(in srgb, var(--then) \(share)%, var(--paper))">\(title)</circle>
                """
        }
        return """
            <g>\(title)<circle class="would" cx="\(x)" cy="\(y)" r="9"/>\
            <text class="number" x="\(x)" y="\(y)" dy="0.35em">\(way)</text></g>
            """
    }

    private func words(for point: Point) -> String {
        let changes = point.changes.map {
            "\($0.feature) \(subject.text($0.from, of: $0.feature)) → \(subject.text($0.to, of: $0.feature))"
        }
        let distances = [point.proximity, point.manifold].map { $0.rounded(to: 3).plain }
        let name = point.way.map { "Way \($0): " } ?? ""
        return "\(name)\(changes.joined(separator: ", ")); \(distances[0]) from the row, \(distances[1]) from the data"
    }
}
