import OtherwiseCore
import OtherwiseSearch

/// The ways of a genetic search that none found beats in all it weighs: near the row, near the data, few changes.
struct TradeOffs: Sendable {
    private let subject: ReportSubject
    private let points: [Point]
    private let picture: ScatterFrame

    /// More would lie on top of one another.
    private static let limit = 300

    init?(_ subject: ReportSubject) {
        guard let search = subject.search, !subject.ways.isEmpty else { return nil }
        self.subject = subject
        let followed = search.followed
        let all = search.candidates.compactMap { Point($0, followed?[$0.values] ?? $0.values, in: subject) }
        let front = NonDominatedSorting.fronts(all.map { Fitness(objectives: $0.objectives) }).first ?? []
        let shown = front.prefix(Self.limit).map { all[$0] }
        let dots = shown.filter { $0.way == nil }.sorted { $0.changes.count > $1.changes.count }
        points = dots + all.filter { $0.way != nil }
        picture = ScatterFrame(
            width: 640, height: 300, across: 0...Self.end(points.map(\.proximity)),
            up: 0...Self.end(points.map(\.manifold)),
            names: ("distance from the row as it is", "distance from the data"))
    }

    /// A little beyond the greatest.
    private static func end(_ numbers: [Double]) -> Double {
        max(numbers.max() ?? 1, 1e-9) * 1.08
    }

    /// One way that was found.
    private struct Point: Sendable {
        let proximity: Double
        let manifold: Double
        let changes: [Explanation.Change]
        /// Its number among the ways of the page.
        let way: Int?

        /// - Parameter settled: The row that comes of it.
        init?(_ candidate: DesignCandidate, _ settled: [Value], in subject: ReportSubject) {
            guard candidate.objectives.count >= 3, let proximity = candidate.objectives.dropLast(2).last,
                let manifold = candidate.objectives.last, proximity.isFinite, manifold.isFinite
            else { return nil }
            (self.proximity, self.manifold) = (proximity, manifold)
            let factual = subject.schema.features.map { subject.explanation.factual.values[$0.name] ?? .missing }
            changes = subject.schema.changes(from: factual, to: candidate.values)
            let values = subject.schema.named(settled)
            way = subject.ways.firstIndex { $0.values == values }.map { $0 + 1 }
        }

        var objectives: [Double] { [proximity, Double(changes.count), manifold] }
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
        \(picture.axes)\(points.map(dot))</svg>
        </section>

        """
    }

    private var description: String {
        "\(points.count) ways by their distance from the row and from the data, those of this page numbered."
    }

    private func dot(_ point: Point) -> Markup {
        if let way = point.way {
            return picture.mark(way, x: point.proximity, y: point.manifold, title: words(for: point))
        }
        let share = 100 / Double(max(point.changes.count, 1)).squareRoot()
        return """
            <circle class="dot" cx="\(picture.x(point.proximity))" cy="\(picture.y(point.manifold))" r="5" \
            style="fill: color-mix(in srgb, var(--then) \(share)%, var(--paper))"><title>\(words(for: point))</title></circle>
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
