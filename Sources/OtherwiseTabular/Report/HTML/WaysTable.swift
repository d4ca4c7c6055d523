import OtherwiseCore
import OtherwiseSearch

/// Several ways side by side: what each changes, how far the score moves, what it costs and what is proved of it.
struct WaysTable: Sendable {
    private let subject: ReportSubject
    private let words: OutcomeWords
    private let movements: [[Movement]]

    init(_ subject: ReportSubject) {
        self.subject = subject
        words = OutcomeWords(subject)
        movements = subject.ways.map(subject.movements)
    }

    /// - Returns: `nil` for a single way, which has nothing beside it.
    var markup: Markup? {
        guard movements.count > 1 else { return nil }
        return """
            <section aria-labelledby="ways">
            <h2 id="ways">The ways side by side</h2>
            \(subject.explanation.diversity?.sentence)<div class="scroll"><table class="ways">
            <thead><tr><th></th><th scope="col">Now</th>\(heads)</tr></thead>
            <tbody>
            \(subject.schema.features.compactMap(line))</tbody><tbody>
            \(score)\(costs)\(proofs)\(plausibility)\(robustness)</tbody>
            </table></div>
            </section>

            """
    }

    private var heads: [Markup] {
        movements.indices.map { "<th scope=\"col\">Way \($0 + 1)</th>" }
    }

    /// - Returns: `nil` for a feature that no way moves.
    private func line(_ feature: Feature) -> Markup? {
        let moves = movements.map { way in way.first { $0.name == feature.name } }
        guard let some = moves.compactMap(\.self).first else { return follower(feature) }
        let numbers = subject.sample[feature.name]?.knownNumbers ?? []
        let places = [some.old.number] + moves.map { $0?.new.number }
        let span = Histogram(numbers, holding: places.compactMap(\.self)).span
        let cells: [Markup] = moves.enumerated().map { way, move in
            guard let move else { return follows(feature.name, way) }
            let track = Track(span: span, now: move.old.number, then: move.new.number).markup
            return "<td><b class=\"would\">\(Markup.data(move.newText))</b>\(track)</td>"
        }
        return row(Markup.breakable(feature.name), now: Markup.data(some.oldText), cells)
    }

    /// A feature that no way sets, where it follows in one.
    private func follower(_ feature: Feature) -> Markup? {
        let followers = subject.ways.flatMap { $0.consequences ?? [] }
        guard let some = followers.first(where: { $0.feature == feature.name }) else { return nil }
        let now = Markup.data(subject.text(some.from, of: feature.name))
        return row(Markup.breakable(feature.name), now: now, subject.ways.indices.map { follows(feature.name, $0) })
    }

    private func follows(_ name: String, _ way: Int) -> Markup {
        let change = subject.ways[way].consequences?.first { $0.feature == name }
        guard let change else { return "<td class=\"quiet\">stays</td>" }
        return "<td class=\"quiet\">follows to <b>\(Markup.data(subject.text(change.to, of: name)))</b></td>"
    }

    private var score: Markup? {
        guard let now = subject.explanation.factual.score, now.isFinite else { return nil }
        let span = subject.scoreSpan(around: [now] + subject.ways.compactMap(\.score))
        let cells: [Markup] = subject.ways.map { way in
            let text = way.score.map(words.score) ?? "–"
            return "<td><b class=\"would\">\(text)</b>\(Track(span: span, now: now, then: way.score).markup)</td>"
        }
        let name: Markup = subject.isRegression ? "The model’s number" : "Score for \(Markup.data(words.scored))"
        return row(name, now: "\(words.score(now))", cells)
    }

    private var costs: Markup {
        row("Cost", cells: subject.ways.map { "\(CostWords.number($0.cost.total))" })
    }

    private var proofs: Markup {
        let words = subject.ways.map { CertificateWords($0.certificate) }
        return row("No cheaper way", cells: words.map(\.badge))
    }

    private var plausibility: Markup? {
        let words = subject.ways.map { $0.plausibility.map(PlausibilityWords.init) }
        guard words.contains(where: { $0 != nil }) else { return nil }
        return row("Among the data", cells: words.map { "\($0?.grade ?? "–")" })
    }

    private var robustness: Markup? {
        let found = subject.ways.map { $0.robustness?.stability ?? $0.stability }
        guard found.contains(where: { $0 != nil }) else { return nil }
        return row("Stability", cells: found.map { "\($0?.value.short ?? "–")" })
    }

    private func row(_ name: Markup, cells: [Markup]) -> Markup {
        row(name, now: "", cells.map { "<td>\($0)</td>" })
    }

    private func row(_ name: Markup, now: Markup, _ cells: [Markup]) -> Markup {
        "<tr><th scope=\"row\">\(name)</th><td class=\"was\">\(now)</td>\(cells)</tr>\n"
    }
}
