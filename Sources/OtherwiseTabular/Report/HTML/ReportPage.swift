import OtherwiseCore

/// The whole page.
struct ReportPage: Sendable {
    private let subject: ReportSubject

    init(_ subject: ReportSubject) { self.subject = subject }

    var markup: Markup {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>
        \(StyleSheet.rules)</style>
        </head>
        <body>
        <main>
        \(Headline(subject).markup)\(sections)\(RowTable(subject).markup)</main>
        \(ProvenanceFooter(subject: subject).markup)</body>
        </html>

        """
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
