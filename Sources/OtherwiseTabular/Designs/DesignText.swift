import OtherwiseCore
import OtherwiseSearch

/// Tells which designs were chosen: what is read on a terminal.
public struct DesignText: Sendable {
    private let choice: DesignChoice
    private let style: TextStyle

    /// - Parameters:
    ///   - choice: What is told.
    ///   - style: How words are set off.
    public init(_ choice: DesignChoice, style: TextStyle = .plain) {
        self.choice = choice
        self.style = style
    }

    /// The whole text, with a line end.
    public var text: String {
        let now = choice.shownOutputs.map { "\($0) \(Self.short(choice.query.outputs[$0] ?? .missing))" }
        let lines = ["As it is: \(now.joined(separator: ", ")).", choice.headline + ".", ""]
        let notes = choice.messages.map { "Note: \($0)." }
        return (lines + table + apart + notes + [searched]).joined(separator: "\n") + "\n"
    }

    private var table: [String] {
        guard !choice.designs.isEmpty else { return [] }
        let rows = choice.designs.enumerated().map { place, design in
            ["\(place + 1)"] + choice.shownOutputs.map { Self.short(design.outputs[$0] ?? .missing) }
                + [design.objectives[choice.objectives.count - DesignChoice.terms].short, design.changePhrase]
        }
        return AlignedColumns([["", "change"].inserting(choice.shownOutputs + ["distance"])] + rows)
            .lines(indent: 2, headed: style) + [""]
    }

    /// How different the designs are.
    private var apart: [String] {
        choice.diversity.map {
            ["The designs differ by \($0.mean.short) on average, \($0.least.short) at least (Gower)."]
        } ?? []
    }

    private var searched: String {
        let progress = choice.progress
        return style.faint(
            "Searched: \(choice.provenance.method); \(progress.evaluated) designs evaluated in \(progress.generation) generations, \(progress.failed) failed. Nothing is proved."
        )
    }
}

extension DesignChoice {
    /// The last of every design's objectives: proximity, sparsity, manifold.
    static let terms = DesignTerms.names.count

    /// What was found, in one sentence without its stop.
    var headline: String {
        guard !designs.isEmpty else {
            return "No design was found that keeps every limit of: \(targets.joined(separator: "; "))"
        }
        let count = designs.count == 1 ? "1 design keeps" : "\(designs.count) designs keep"
        return "\(count) every limit of: \(targets.joined(separator: "; ")) (chosen from \(found) that do)"
    }

    /// The outputs that are no scores of classes, by name.
    var shownOutputs: [String] { query.outputs.keys.filter { !$0.contains(": score of ") }.sorted() }
}

extension DesignChoice.Design {
    /// `weight 3504 → 2100, year 1970 → 1980`.
    var changePhrase: String {
        changes.isEmpty
            ? "none"
            : changes.map { "\($0.feature) \(DesignText.short($0.from)) → \(DesignText.short($0.to))" }.joined(
                separator: ", ")
    }
}

extension DesignText {
    /// A value for people: a number has four significant digits, a whole one all of them.
    static func short(_ value: Value) -> String {
        guard let number = value.number else { return value == .missing ? "unknown" : value.description }
        return number == number.rounded() ? number.plain : number.short
    }
}

extension [String] {
    /// Others between the first and the rest.
    fileprivate func inserting(_ others: [String]) -> [String] { prefix(1) + others + dropFirst() }
}
