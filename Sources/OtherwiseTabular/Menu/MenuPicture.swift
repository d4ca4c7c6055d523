import OtherwiseCore
import OtherwiseSearch

/// Combinations down, features across: what is changed, ruled out or left open, and what it costs.
struct MenuPicture: Sendable {
    private let menu: Menu
    /// The highest cost of a way.
    private let dearest: Double

    /// The most rows of one kind that are drawn.
    private static let most = 500

    init(_ menu: Menu) {
        self.menu = menu
        dearest = menu.ways.compactMap { $0.way?.cost.total }.filter(\.isFinite).max() ?? 0
    }

    var markup: Markup {
        """
        <section aria-labelledby="menu">
        <h2 id="menu">Combinations and what is known of them</h2>
        <p class="legend"><span><span class="would">●</span> changed</span> <span>✕ proved: leads nowhere</span> \
        <span>? neither found nor ruled out</span> <span>· stays as it is</span></p>
        <div class="wide"><table class="menu">
        <thead><tr>\(menu.features.map(heading))<th scope="col" colspan="2">Cost</th><th scope="col" class="said">Change\
        </th><th scope="col">Proved</th></tr></thead>
        \(ways)\(open)\(barren)</table></div>
        </section>

        """
    }

    private func heading(_ name: String) -> Markup { "<th scope=\"col\" class=\"tall\">\(Markup.data(name))</th>" }

    private var ways: Markup? {
        guard !menu.ways.isEmpty else { return nil }
        return group("Ways, the cheapest first", count: menu.ways.count, rows: menu.ways.prefix(Self.most).map(line))
    }

    private func line(_ combination: Menu.Combination) -> Markup {
        guard let way = combination.way else { return "" }
        let changes = way.changes.map { "\(Markup.data($0.feature)) \(Markup.data("\($0.from) → \($0.to)"))" as Markup }
        let width = dearest > 0 ? 100 * way.cost.total / dearest : 0
        return """
            <tr class="way">\(signs("●", combination.features))<td class="bar"><svg viewBox="0 0 100 10" \
            preserveAspectRatio="none" aria-hidden="true"><rect width="\(width)" height="10"/></svg></td>\
            <td class="cost">\(way.cost.total.short)</td><td class="said">\(changes.joined(by: ", "))\(way.followers)</td>\
            <td class="mark\(way.certificate.kind == .optimal ? " proved" : "")">\(way.certificate.mark)</td></tr>

            """
    }

    private var open: Markup? {
        let open = menu.combinations.filter { $0.verdict == .open }
        guard !open.isEmpty else { return nil }
        return group(
            "Open: neither found nor ruled out", count: open.count,
            rows: open.prefix(Self.most).map { note("open", "?", $0.features, nil) })
    }

    private var barren: Markup? {
        let sets = menu.barren
        guard !sets.isEmpty else { return nil }
        let title =
            "Proved impossible\(menu.limitOfPlausibility == nil ? "" : " for what is as ordinary as was asked"): \(Numerals.count(menu.count(.impossible))) combinations, in \(sets.count) proofs"
        return group(
            title, count: sets.count,
            rows: sets.prefix(Self.most).map { features in
                let words = features.count > menu.size ? "any \(menu.size) of these \(features.count)" : nil
                return note("impossible", "✕", features, words)
            })
    }

    private func group(_ title: String, count: Int, rows: [Markup]) -> Markup {
        let left = count - rows.count
        let rest: Markup? =
            left > 0 ? "<tr><td colspan=\"\(width)\" class=\"mark\">… and \(left) more</td></tr>\n" : nil
        return """
            <tbody><tr class="group"><th scope="rowgroup" colspan="\(width)">\(title)</th></tr>
            \(rows)\(rest)</tbody>

            """
    }

    private var width: Int { menu.features.count + 4 }

    private func note(_ style: String, _ sign: String, _ features: [String], _ words: String?) -> Markup {
        """
        <tr class="\(style)">\(signs(sign, features))<td colspan="2"></td><td class="said mark" colspan="2">\
        \(words ?? features.joined(separator: " + "))</td></tr>

        """
    }

    private func signs(_ sign: String, _ features: [String]) -> [Markup] {
        let named = Set(features)
        return menu.features.map { name in
            named.contains(name)
                ? "<td class=\"sign on\" title=\"\(name)\">\(sign)</td>" : "<td class=\"sign\" title=\"\(name)\">·</td>"
        }
    }
}

extension [Markup] {
    fileprivate func joined(by separator: Markup) -> Markup {
        "\(enumerated().map { $0 == 0 ? $1 : separator + $1 })"
    }
}
