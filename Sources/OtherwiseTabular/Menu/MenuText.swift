import OtherwiseCore
import OtherwiseSearch

/// Tells a menu in words and a table: what is read on a terminal.
///
/// ```
/// Row 18 (counting from 0): the model says <=50K.
/// Ways to >50K that change at most 2 of 9 features: 4 found, 38 proved impossible, 0 open.
/// ```
public struct MenuText: Sendable {
    private let menu: Menu
    private let reasonWithoutProof: String?
    private let style: TextStyle

    /// The most ways, open combinations and barren sets that are listed.
    private static let most = 25

    /// - Parameter reasonWithoutProof: Why nothing can be proved about the model (`Explainer.opacity`); `nil` where it can.
    public init(_ menu: Menu, reasonWithoutProof: String? = nil, style: TextStyle = .plain) {
        self.menu = menu
        self.reasonWithoutProof = reasonWithoutProof
        self.style = style
    }

    /// The whole text, with a line end.
    public var text: String {
        let score = menu.factual.score.map { " (score \($0.short))" } ?? ""
        let outcome = menu.factual.outcome.number?.short ?? menu.factual.outcome.description
        let said = "Row \(menu.factual.row) (counting from 0): the model"
        guard !menu.isReached else {
            return "\(said) already says \(style.bold(outcome))\(score). Nothing has to change.\n"
        }
        let lines = ["\(said) says \(style.bold(outcome))\(score).", menu.summary + "."] + ways + open + barren + notes
        return (lines + [searched]).joined(separator: "\n") + "\n"
    }

    private var ways: [String] {
        guard !menu.ways.isEmpty else { return [] }
        let rows = menu.ways.prefix(Self.most).compactMap(\.way).map { way in
            let changes = way.changes.map { "\($0.feature) \($0.from) → \($0.to)" }.joined(separator: ", ")
            return [way.cost.total.short, way.certificate.mark, changes + way.followers]
        }
        return [""] + AlignedColumns([["cost", "proof", "change"]] + rows).lines(indent: 2, headed: style)
            + more(menu.ways.count, "ways") + [""]
    }

    private var open: [String] {
        let open = menu.combinations.filter { $0.verdict == .open }.map { $0.features.joined(separator: " + ") }
        guard !open.isEmpty else { return [] }
        return ["Neither found nor ruled out: \(open.prefix(Self.most).joined(separator: "; "))."]
            + more(open.count, "combinations")
    }

    private var barren: [String] {
        let sets = menu.barren
        guard !sets.isEmpty else { return [] }
        let nothing = menu.limitOfPlausibility == nil ? "nothing" : "nothing as ordinary as was asked"
        return ["Proved: \(nothing) is reached by changing only"]
            + sets.prefix(Self.most).map { "  \(menu.phrase(barren: $0))" } + more(sets.count, "proofs")
    }

    private func more(_ count: Int, _ things: String) -> [String] {
        count > Self.most ? ["  … and \(count - Self.most) more \(things); --format json has them all"] : []
    }

    private var notes: [String] { reasonWithoutProof.map { ["Nothing is proved: \($0)."] } ?? [] }

    private var searched: String {
        let effort = menu.effort
        return style.faint(
            "Searched: \(menu.provenance.method); \(effort.searches) searches for \(menu.combinations.count) combinations, \(effort.boxes) boxes opened, \(effort.modelRows) rows scored\(effort.withoutNumber)."
        )
    }
}

extension Menu {
    /// What was found, in one sentence without its stop.
    var summary: String {
        let limit = size == 1 ? "one" : "at most \(size)"
        let counts = "\(count(.way)) found, \(count(.impossible)) proved impossible, \(count(.open)) open"
        let fewer = count(.fewer) > 0 ? ", \(count(.fewer)) no better than fewer features" : ""
        let ordinary = limitOfPlausibility.map { " and are \($0)" } ?? ""
        return "Ways to \(goal) that change \(limit) of \(features.count) features\(ordinary): \(counts)\(fewer)"
    }

    /// `a, b` or `any 2 of a, b, c`.
    func phrase(barren features: [String]) -> String {
        let names = features.joined(separator: ", ")
        return features.count > size ? "any \(size) of \(names)" : names
    }
}

extension Certificate {
    /// What is proved, in a word or two for a table.
    var mark: String {
        switch (kind, lowerBound, upperBound) {
        case (.optimal, _, _): "cheapest"
        case (.gap, let lower?, let upper?) where lower > 0: "within \(((upper / lower - 1) * 100).short)%"
        case (.gap, _, _), (.none, _, _): "none"
        }
    }
}
