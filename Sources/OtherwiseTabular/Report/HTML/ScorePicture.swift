import OtherwiseCore

/// How far the model's score moves: from 0 to 1 for a class, over the outcomes of the sample for a number.
struct ScorePicture: Sendable {
    let subject: ReportSubject
    private let words: OutcomeWords
    private let then: Double?

    init(subject: ReportSubject, then: Double?) {
        self.subject = subject
        self.then = then
        words = OutcomeWords(subject)
    }

    /// - Returns: `nil` for a model that gives no scores.
    var markup: Markup? {
        guard let now = subject.explanation.factual.score, now.isFinite else { return nil }
        let then = self.then.flatMap { $0.isFinite ? $0 : nil }
        let outcomes = SampleOutcomes(subject, with: [now] + [then].compactMap { $0 }, wanted: wanted)
        return """
            <figure class="score"><figcaption>\(caption(outcomes))</figcaption>
            \(picture(now, then, outcomes).markup)
            </figure>
            """
    }

    private func picture(_ now: Double, _ then: Double?, _ outcomes: SampleOutcomes?) -> ScalePicture {
        let bars = outcomes?.histogram
        var picture = ScalePicture(span: bars?.span ?? span(now, then), description: description(now, then))
        picture.shares = bars?.shares ?? []
        picture.band = wanted
        picture.now = ScalePicture.Mark(place: now, label: "now \(words.score(now))")
        picture.then = then.map { ScalePicture.Mark(place: $0, label: "then \(words.score($0))") }
        picture.ticks = ScalePicture.Mark.ticks(in: picture.span, count: 5)
        return picture
    }

    private var wanted: ClosedRange<Double>? {
        WantedRange.range(subject.explanation.goal, isRegression: subject.isRegression)
    }

    private func caption(_ outcomes: SampleOutcomes?) -> Markup {
        guard subject.isRegression else { return "Score for \(Markup.data(words.scored))\(shade)" }
        guard let outcomes else { return "The model’s number\(shade)" }
        return "The model’s number, over \(Markup.data(outcomes.name)) in the sample\(shade)"
    }

    private var shade: String { wanted == nil ? "" : "; shaded: what is wanted" }

    private func description(_ now: Double, _ then: Double?) -> String {
        let what = subject.isRegression ? "The model’s number" : "The score for \(words.scored)"
        guard let then else { return "\(what) is \(words.score(now))." }
        return "\(what) moves from \(words.score(now)) to \(words.score(then))."
    }

    private func span(_ now: Double, _ then: Double?) -> ClosedRange<Double> {
        subject.scoreSpan(around: [now, then, wanted?.lowerBound, wanted?.upperBound].compactMap { $0 })
    }
}

extension ReportSubject {
    /// From 0 to 1 for the scores of a class, or round the numbers themselves.
    func scoreSpan(around scores: [Double]) -> ClosedRange<Double> {
        let ends = scores.filter(\.isFinite)
        let (low, high) = (ends.min() ?? 0, ends.max() ?? 1)
        if !isRegression, low >= 0, high <= 1 { return 0...1 }
        let margin = high > low ? (high - low) / 4 : max(abs(low) / 4, 1)
        return (low - margin)...(high + margin)
    }
}

/// The outcomes of the sample, where they can be told: the one column of numbers that the model does not read,
/// if the model's numbers lie among them.
struct SampleOutcomes: Sendable {
    let name: String
    let histogram: Histogram

    init?(_ subject: ReportSubject, with places: [Double], wanted: ClosedRange<Double>?) {
        guard subject.isRegression else { return nil }
        let unread = subject.sample.columns.filter { $0.isNumeric && subject.schema[$0.name] == nil }
        guard unread.count == 1, let least = unread[0].knownNumbers.min(), let most = unread[0].knownNumbers.max(),
            places.allSatisfy((least...most).contains)
        else { return nil }
        name = unread[0].name
        let bounds = [wanted?.lowerBound, wanted?.upperBound].compactMap { $0 }.filter(\.isFinite)
        histogram = Histogram(unread[0].knownNumbers, holding: places + bounds, bars: 40)
    }
}
