import OtherwiseCore

/// What a report speaks of.
struct ReportSubject: Sendable {
    let explanation: Explanation
    let schema: Schema
    let sample: Table
    let title: String?
    /// What a genetic search found, the ways among it.
    var search: StoredSearch?

    /// Whether the model returns a number rather than a class.
    var isRegression: Bool { explanation.factual.outcome.number != nil }

    /// The ways to another outcome; empty as well when none is needed.
    var ways: [Explanation.Counterfactual] { explanation.counterfactuals.filter { !$0.changes.isEmpty } }

    /// Whether the row is as wanted already.
    var isReached: Bool { ways.isEmpty && !explanation.counterfactuals.isEmpty }

    var modelName: String { explanation.provenance.model.fileName }

    /// How the numbers of a feature are written.
    func numerals(of name: String) -> Numerals {
        guard case .numeric(let range, let step)? = schema[name]?.domain else { return Numerals(range: 0...1) }
        return Numerals(range: spread(of: name) ?? range, step: step)
    }

    /// What the numbers of the sample run over.
    private func spread(of name: String) -> ClosedRange<Double>? {
        let numbers = sample[name]?.knownNumbers ?? []
        return numbers.min().flatMap { least in numbers.max().map { least...$0 } }
    }

    /// A value of the row as it is written in words.
    func text(_ value: Value, of name: String) -> String {
        value.number.map(numerals(of: name).datum) ?? value.description
    }
}
