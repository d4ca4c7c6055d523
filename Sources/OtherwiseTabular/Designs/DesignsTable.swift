import OtherwiseCore

/// Designs side by side: what comes of each, and what each changes, on tracks that they share.
struct DesignsTable: Sendable {
    private let choice: DesignChoice

    init(_ choice: DesignChoice) { self.choice = choice }

    /// - Returns: `nil` without designs.
    var markup: Markup? {
        guard !choice.designs.isEmpty else { return nil }
        return """
            <div class="scroll"><table class="ways">
            <thead><tr><th></th><th scope="col">Now</th>\
            \(choice.designs.indices.map { "<th scope=\"col\">Design \($0 + 1)</th>" as Markup })</tr></thead>
            <tbody>
            \(choice.shownOutputs.map(output))\(distance)</tbody><tbody>
            \(changed.map(feature))</tbody>
            </table></div>

            """
    }

    /// The features that some design changes, as often changed ones first.
    private var changed: [String] {
        let names = choice.designs.flatMap { $0.changes.map(\.feature) }
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    private func output(_ name: String) -> Markup {
        line(name) { $0.outputs[name] ?? .missing }
    }

    private func feature(_ name: String) -> Markup {
        line(name) { $0.values[name] ?? .missing }
    }

    /// The distance from the design as it is.
    private var distance: Markup {
        line("distance") { .number($0.objectives[choice.objectives.count - DesignChoice.terms]) }
    }

    private func line(_ name: String, _ value: (DesignChoice.Design) -> Value) -> Markup {
        let now = value(choice.query)
        let numbers = ([choice.query] + choice.designs + choice.front).compactMap { value($0).number }
        let span = (numbers.min() ?? 0)...(numbers.max() ?? 0)
        let cells: [Markup] = choice.designs.map { design in
            let then = value(design)
            guard then != now else { return "<td class=\"quiet\">stays</td>" }
            let track =
                span.lowerBound < span.upperBound ? Track(span: span, now: now.number, then: then.number).markup : nil
            return "<td><b class=\"would\">\(Markup.data(DesignText.short(then)))</b>\(track)</td>"
        }
        return """
            <tr><th scope="row">\(Markup.breakable(name))</th><td class="was">\(Markup.data(DesignText.short(now)))</td>\
            \(cells)</tr>

            """
    }
}
