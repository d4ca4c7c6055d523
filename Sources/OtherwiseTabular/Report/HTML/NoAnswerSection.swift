import OtherwiseCore

/// Why there is no answer: what stands in the way, or that the search had to end.
struct NoAnswerSection: Sendable {
    let subject: ReportSubject

    var markup: Markup {
        """
        <section aria-labelledby="obstacle">
        <h2 id="obstacle">\(isProved ? "What stands in the way" : "What is known")</h2>
        \(verdict.markup)\(isOpen ? limits : nil)\
        \(shortage)\(obstacle)\(pictures)</section>

        """
    }

    private var isProved: Bool { subject.explanation.status == .infeasible }

    /// Whether more time might help.
    private var isOpen: Bool { subject.explanation.status == .budget && subject.explanation.shortage == nil }

    private var verdict: CertificateWords {
        switch subject.explanation.status {
        case .infeasible: .infeasible
        case .refused: .refused
        case .budget, .found: .budget
        }
    }

    private var limits: Markup {
        let settings = subject.explanation.provenance.settings
        let limits = [settings["timeLimit"], settings["nodeLimit"].map { "\($0) boxes of values" }].compactMap { $0 }
        guard !limits.isEmpty else { return "" }
        return "<p>It was limited to \(limits.joined(separator: " and ")); with more it may come to an answer.</p>\n"
    }

    private var shortage: Markup? {
        subject.explanation.shortage.map { "<p class=\"condition\">\(sentence($0)).</p>\n" }
    }

    private var obstacle: Markup? {
        guard let obstacle = subject.explanation.obstacle else { return nil }
        guard !obstacle.broken.isEmpty else { return "<p class=\"condition\">\(sentence(obstacle.reason)).</p>\n" }
        return """
            <p class="condition">\(sentence(cause(of: obstacle))):</p>
            <ul class="broken">
            \(obstacle.broken.map { "<li>\(Markup.data($0))</li>\n" })</ul>

            """
    }

    private var pictures: Markup {
        let movements = nearest
        let nearest: Markup = """
            <h3>The nearest change, were those limits lifted</h3>
            <p class="condition">\(subject.sentence(movements).markup)</p>
            \(Legend(rows: subject.sample.count, isShaded: false).markup)
            """
        return """
            \(movements.isEmpty ? nil : nearest)<div class="pictures\(movements.count > 2 ? " many" : "")">
            <div class="facts">
            \(ScorePicture(subject: subject, then: nil).markup)
            </div>
            \(movements.map { ChangePicture(subject: subject, movement: $0).markup })</div>

            """
    }

    private var nearest: [Movement] {
        (subject.explanation.obstacle?.nearest ?? []).map { Movement($0, numerals: subject.numerals(of: $0.feature)) }
    }

    /// The reason without the limits, which are listed beneath it.
    private func cause(of obstacle: Explanation.Obstacle) -> String {
        let list = obstacle.broken.joined(separator: "; ")
        guard obstacle.reason.hasSuffix(": \(list)") else { return obstacle.reason }
        // That nothing works has been said.
        return String(obstacle.reason.dropLast(list.count + 2))
            .replacing("no change within the limits works; the nearest one", with: "the nearest change")
    }

    private func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }
}
