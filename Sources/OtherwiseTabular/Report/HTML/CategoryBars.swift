import OtherwiseCore

/// How often each category occurs in the sample, the one before and the one after marked.
struct CategoryBars: Sendable {
    private let movement: Movement
    private let categories: CategoryShares
    private let shown: [Value]

    init(_ movement: Movement, in subject: ReportSubject) {
        self.movement = movement
        categories = CategoryShares(
            of: subject.sample[movement.name], domain: subject.schema[movement.name]?.domain,
            with: [movement.old, movement.new])
        shown = categories.shown(9) { Role(of: $0, in: movement).importance }
    }

    var markup: Markup {
        """
        <table class="bars\(isLong ? " long" : "")">
        <caption><span class="aside">\(movement.name) in the sample</span></caption>
        <tbody>
        \(shown.map(line))\(rest)</tbody></table>
        """
    }

    private var isLong: Bool { shown.contains { $0.description.count > 18 } }

    private func line(_ category: Value) -> Markup {
        let role = Role(of: category, in: movement)
        let name = category == .missing ? "<i>missing</i>" : Markup.data(category.description)
        return """
            <tr class="\(role.style)"><th scope="row">\(role.sign)<span class="clip">\(name)</span></th>\
            <td>\(bar(categories.shares[category] ?? 0))</td><td class="share">\(share(of: [category]))</td></tr>

            """
    }

    private func bar(_ share: Double) -> Markup {
        let width = share > 0 ? max(100 * share / (categories.shares.values.max() ?? 1), 1) : 0
        return """
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="bar" width="\(width)" height="10"/></svg>
            """
    }

    private func share(of some: [Value]) -> String {
        categories.shares.isEmpty ? "" : Numerals.percent(categories.total(of: some))
    }

    /// What was left out, in one line.
    private var rest: Markup? {
        let left = categories.ranked.filter { !shown.contains($0) }
        guard !left.isEmpty else { return nil }
        return """
            <tr class="rest"><th scope="row">\(Role.other.sign)\(left.count) others</th><td></td>\
            <td class="share">\(share(of: left))</td></tr>

            """
    }
}

/// What a category is in a change.
private enum Role: Sendable {
    case now, then, alternative, other

    init(of category: Value, in movement: Movement) {
        let alternatives = movement.categories.map(Value.category)
        switch category {
        case movement.old: self = .now
        case movement.new: self = .then
        default: self = alternatives.contains(category) ? .alternative : .other
        }
    }

    var style: String {
        switch self {
        case .now: "was"
        case .then: "would"
        case .alternative: "also"
        case .other: "none"
        }
    }

    /// The sign before the name, and what it means to those who do not see it.
    var sign: Markup {
        switch self {
        case .now: Self.sign("○", "now: ")
        case .then: Self.sign("●", "then: ")
        case .alternative: Self.sign("◐", "does as well: ")
        case .other: Self.sign("", "")
        }
    }

    private static func sign(_ sign: String, _ meaning: String) -> Markup {
        "<span class=\"sign\" aria-hidden=\"true\">\(sign)</span><span class=\"aside\">\(meaning)</span>"
    }

    var importance: Int {
        switch self {
        case .now, .then: 0
        case .alternative: 1
        case .other: 2
        }
    }
}
