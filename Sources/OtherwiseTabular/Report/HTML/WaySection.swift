import OtherwiseCore
import OtherwiseSearch

/// One way to the outcome: how far the score moves, what is proved, what it costs, and a picture of every change.
struct WaySection: Sendable {
    private let subject: ReportSubject
    private let place: Int
    private let way: Explanation.Counterfactual
    private let movements: [Movement]

    init(_ subject: ReportSubject, place: Int) {
        self.subject = subject
        self.place = place
        way = subject.ways[place]
        movements = subject.movements(of: way)
    }

    var markup: Markup {
        """
        <section aria-labelledby="way-\(place + 1)">
        <h2 id="way-\(place + 1)">\(heading)</h2>
        \(condition)\(legend)<div class="pictures\(movements.count > 2 ? " many" : "")">
        <div class="facts">
        \(ScorePicture(subject: subject, then: way.score).markup)
        \(CertificateWords(way.certificate).markup)<p>\(CostWords(subject).sentence(way.cost).markup)</p>
        \(consequences)\(plausibility)\(robustness)</div>
        \(pictures)</div>
        </section>

        """
    }

    /// What moves without being set.
    private var consequences: Markup? {
        guard let consequences = way.consequences else { return nil }
        let moves = consequences.map { change in
            let (old, new) = (
                subject.text(change.from, of: change.feature), subject.text(change.to, of: change.feature)
            )
            return "\(change.feature) from \(old) to \(new)"
        }
        let words = moves.isEmpty ? "nothing else moves" : moves.listed
        return "<p>By the causal graph, from these changes follows: \(Markup.data(words)).</p>\n"
    }

    private var plausibility: Markup? {
        way.plausibility.map { PlausibilityWords($0).markup }
    }

    private var robustness: Markup? {
        (way.robustness?.sentence ?? way.stability?.sentence).map {
            "<p>After a new training of the model: \($0).</p>\n"
        }
    }

    private var heading: Markup {
        subject.ways.count == 1 ? "What would change" : "Way \(place + 1) of \(subject.ways.count)"
    }

    /// The headline has said it for the first way, unless that was too long.
    private var condition: Markup? {
        let isSaid = place == 0 && way.changes.count <= Headline.longest
        return isSaid ? nil : "<p class=\"condition\">\(subject.sentence(movements).markup)</p>\n"
    }

    /// Once, above the first picture.
    private var legend: Markup? {
        guard place == 0 else { return nil }
        let all = subject.ways.flatMap(subject.movements)
        return Legend(rows: subject.sample.count, isShaded: all.contains { $0.latitude != nil }).markup
    }

    private var pictures: [Markup] {
        let parts = CostWords(subject).parts(of: way.changes, sum: way.cost.l1)
        return movements.map { ChangePicture(subject: subject, movement: $0, cost: parts?[$0.name]).markup }
    }
}

/// What the signs in the pictures mean.
struct Legend: Sendable {
    let rows: Int
    let isShaded: Bool

    var markup: Markup {
        """
        <p class="legend"><span><span class="was">○</span> now</span> <span><span class="would">●</span> then</span> \
        \(shading)\(sample)</p>

        """
    }

    private var sample: Markup? {
        rows > 0 ? "<span><i class=\"bar\"></i> the sample, \(Numerals.count(rows)) rows</span>" : nil
    }

    private var shading: Markup? {
        isShaded ? "<span><i class=\"band\"></i> or ◐: proved to do as well, the other changes made</span> " : nil
    }
}
