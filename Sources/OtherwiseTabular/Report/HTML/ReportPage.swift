import OtherwiseCore

/// The whole page.
struct ReportPage: Sendable {
    private let subject: ReportSubject

    init(_ subject: ReportSubject) { self.subject = subject }

    var markup: Markup {
        Page(
            title: title,
            body: """
                <main>
                \(Headline(subject).markup)\(sections)\(RowTable(subject).markup)</main>
                \(ProvenanceFooter(subject: subject).markup)
                """
        ).markup
    }

    private var title: String {
        subject.title ?? "Row \(subject.explanation.factual.row): \(Headline(subject).sentence.text)"
    }

    private var sections: [Markup] {
        if subject.isReached { return [] }
        if subject.ways.isEmpty { return [NoAnswerSection(subject: subject).markup] }
        let ways = subject.ways.indices.map { WaySection(subject, place: $0).markup }
        return [WaysTable(subject).markup].compactMap(\.self) + ways + [TradeOffs(subject)?.markup].compactMap(\.self)
    }
}
