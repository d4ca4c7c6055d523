import OtherwiseCore

/// The answer in one sentence, and what stands around it.
struct Headline: Sendable {
    /// The greatest number of changes that fit in one sentence.
    static let longest = 4

    private let subject: ReportSubject
    private let words: OutcomeWords

    init(_ subject: ReportSubject) {
        self.subject = subject
        words = OutcomeWords(subject)
    }

    var markup: Markup {
        """
        <header>
        <p class="kicker"><b>\(subject.title ?? "What it would take")</b> <span>row \(subject.explanation.factual.row) \
        (counting from 0)</span> <span>\(Markup.data(subject.modelName))</span></p>
        <h1>\(sentence.markup)</h1>
        <p class="lede">\(lede.markup)</p>
        </header>

        """
    }

    /// `Would be >50K if hours_per_week rose from 27 to at least 43 and marital_status became Married.`
    var sentence: Phrase {
        if let way = subject.ways.first {
            guard way.changes.count > Self.longest else { return subject.sentence(subject.movements(of: way)) }
            return "Would be \(then: words.goal) if \(String(way.changes.count)) features changed as shown below."
        }
        if subject.isReached { return "Is \(then: words.goal) already: nothing has to change." }
        switch subject.explanation.status {
        case .infeasible: return "No change within the limits makes it \(then: words.goal)."
        case .refused: return "No way to \(then: words.goal) was found that stands the last check."
        case .budget, .found: return "No way to \(then: words.goal) was found before the search had to end."
        }
    }

    private var lede: Phrase {
        let now = words.saying(subject.explanation.factual.outcome, score: subject.explanation.factual.score)
        let today: Phrase = "The model now says \(now: now.outcome)\(now.aside)."
        guard let way = subject.ways.first else { return today }
        let then = words.saying(way.outcome, score: way.score)
        let aside = then.aside.isEmpty ? "" : ", with a score of \(way.score.map(words.score) ?? "")"
        let change = way.changes.count == 1 ? "this change" : "these changes"
        return "\(today) With \(change) it would say \(then: then.outcome)\(aside).\(others)\(fewer)"
    }

    private static func number(_ count: Int) -> String {
        let words = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]
        return words.indices.contains(count - 2) ? words[count - 2] : "\(count)"
    }

    private var fewer: String { subject.explanation.shortage.map { " There are no more ways: \($0)." } ?? "" }

    private var others: String {
        switch subject.ways.count {
        case ...1: ""
        case 2: " Another way follows."
        default: " \(Self.number(subject.ways.count - 1)) other ways follow, each with other features to change."
        }
    }
}

extension ReportSubject {
    /// `Would be >50K if hours_per_week rose from 27 to at least 43.`
    func sentence(_ movements: [Movement]) -> Phrase {
        "Would be \(then: OutcomeWords(self).goal) if \(Phrase(listing: movements.map(\.phrase)))."
    }

    func movements(of way: Explanation.Counterfactual) -> [Movement] {
        let spans = Dictionary(way.region.map { ($0.feature, $0) }) { first, _ in first }
        return way.changes.map {
            Movement($0, region: spans[$0.feature], numerals: numerals(of: $0.feature))
        }
    }
}
