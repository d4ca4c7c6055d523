import OtherwiseCore

/// Every feature: what it is, whether it changes, and what was allowed.
struct RowTable: Sendable {
    private let subject: ReportSubject
    /// The changes of every way.
    private let movements: [[Movement]]

    init(_ subject: ReportSubject) {
        self.subject = subject
        movements = subject.ways.map(subject.movements)
    }

    var markup: Markup {
        """
        <section aria-labelledby="row">
        <h2 id="row">The whole row, and what was allowed to change</h2>
        <table class="row">
        <thead><tr><th scope="col">Feature</th><th scope="col">Value</th><th scope="col">Allowed</th></tr></thead>
        <tbody>
        \(subject.schema.features.map(line))</tbody>
        </table>
        \(rules)</section>

        """
    }

    private func line(_ feature: Feature) -> Markup {
        let moves = changes(of: feature.name)
        return """
            <tr class="\(moves.isEmpty ? "stays" : "moves")"><th scope="row">\(Markup.breakable(feature.name))</th>\
            <td>\(value(of: feature.name))\(moves)</td><td>\(Markup.data(feature.limits))</td></tr>

            """
    }

    private func value(of name: String) -> Markup {
        let value = subject.explanation.factual.values[name] ?? .missing
        return value == .missing ? "<i>missing</i>" : Markup.data(subject.text(value, of: name))
    }

    /// What the feature becomes, in which ways.
    private func changes(of name: String) -> [Markup] {
        let targets = movements.map { way in way.first { $0.name == name }?.exactText }
        let distinct = targets.indices.filter { targets.firstIndex(of: targets[$0]) == $0 }
        return distinct.compactMap { targets[$0] }.map { target in
            let places = targets.indices.filter { targets[$0] == target }.map { "\($0 + 1)" }
            return "<span class=\"becomes\"> → <b class=\"would\">\(Markup.data(target))</b>\(ways(places))</span>"
        }
    }

    private func ways(_ places: [String]) -> Markup? {
        guard movements.count > 1 else { return nil }
        return " <span class=\"quiet\">way\(places.count > 1 ? "s" : "") \(places.joined(separator: ", "))</span>"
    }

    private var rules: Markup? {
        guard !subject.schema.constraints.isEmpty else { return nil }
        let rules: [Markup] = subject.schema.constraints.map { "<li>\(Markup.data($0.sentence))</li>\n" }
        return "<h3>Rules between features</h3>\n<ul>\n\(rules)</ul>\n"
    }
}

extension Feature {
    /// How the feature may change, and to what.
    fileprivate var limits: String {
        let missing = allowsMissing ? ", or missing" : ""
        return switch mutability {
        case .free: domain.words + missing
        case .immutable: "no change"
        case .increaseOnly: "upward only: \(domain.words)\(missing)"
        case .decreaseOnly: "downward only: \(domain.words)\(missing)"
        }
    }
}

extension Domain {
    fileprivate var words: String {
        switch self {
        case .numeric(let range, let step):
            let grid = step.map { $0 == 1 ? ", whole numbers" : ", steps of \($0.plain)" } ?? ""
            return (range.isUnbounded ? "any number" : range.short) + grid
        case .categorical(let categories, let isOrdered):
            let list = categories.joined(separator: isOrdered ? " < " : ", ")
            guard list.count > 90 else { return list }
            return "\(categories.count) categories" + (isOrdered ? ", in order" : "")
        }
    }
}

extension ClosedRange<Double> {
    /// `17 to 90`, or `at least 17` without an end.
    fileprivate var short: String {
        lowerBound.isFinite && upperBound.isFinite ? "\(lowerBound.plain) to \(upperBound.plain)" : plain
    }
}
