import Foundation
import OtherwiseAudits
import OtherwiseCore
import Synchronization

/// A language model as a model of decisions: rows are edits of one prompt, classes are the options of its question.
///
/// It asks each prompt once, and counts.
final class PromptDecision: Model {
    let identity: ModelIdentity
    let output: ModelOutput
    private let prompt: EditablePrompt
    private let respondent: any Respondent
    private let known = Mutex<[[String]: TrialOutcome]>([:])

    init(_ prompt: EditablePrompt, _ respondent: any Respondent, _ identity: ModelIdentity) {
        (self.prompt, self.respondent, self.identity) = (prompt, respondent, identity)
        output = .classes(prompt.item.options)
    }

    /// Prompts that were put to the model, repetitions aside.
    var callCount: Int { known.withLock { known in known.values.count { !$0.prompt.isEmpty } } }

    /// What came of edits; those that are not known are asked for, as many at a time as the model takes.
    func outcomes(of rows: [[String]]) async throws -> [TrialOutcome] {
        let unknown = known.withLock { known in
            var seen = Set(known.keys)
            return rows.filter { seen.insert($0).inserted }
        }
        let answers = try await unknown.mapped(atOnce: respondent.concurrency) { try await self.outcome(of: $0) }
        return known.withLock { known in
            for (row, answer) in zip(unknown, answers) { known[row] = answer }
            return rows.compactMap { known[$0] }
        }
    }

    /// What comes of one row, asked once more. Of edits that leave nothing to be asked comes nothing.
    ///
    /// - Parameter repetition: Counted from 1; 0 for the first time.
    func outcome(of row: [String], repetition: Int = 0) async throws -> TrialOutcome {
        let question: EditablePrompt.Question
        do {
            question = try prompt.question(editing: prompt.edits(row), repetition: repetition)
        } catch {
            return TrialOutcome(prompt: "", failure: "\(error)")
        }
        let outcomes = try await respondent.outcomes(of: [question.trial], question.item, in: question.plan)
        return outcomes.first ?? TrialOutcome(prompt: "", failure: "no answer")
    }

    func predict(_ table: Table) async throws -> Predictions {
        let rows = (0..<table.count).map { table.values(at: $0).map(\.description) }
        let outcomes = try await outcomes(of: rows), count = prompt.item.options.count
        return Predictions(
            output: output, labels: outcomes.map { $0.chosen ?? 0 }, scores: outcomes.flatMap { $0.shares(of: count) })
    }
}

extension TrialOutcome {
    /// How much the answer leans to each option: the probabilities among them where they were asked for, else all to the
    /// one that was chosen; NaN where none was.
    fileprivate func shares(of count: Int) -> [Double] {
        guard let chosen else { return [Double](repeating: .nan, count: count) }
        guard let scores, let largest = scores.max() else { return (0..<count).map { $0 == chosen ? 1 : 0 } }
        let weights = scores.map { exp($0 - largest) }
        return weights.map { $0 / weights.reduce(0, +) }
    }

    /// How much likelier an option is than the next, in nats, negative where another is likelier; `nil` where no
    /// likelihoods were asked for.
    func lead(of option: Int) -> Double? {
        guard let scores, scores.indices.contains(option) else { return nil }
        let others = scores.indices.filter { $0 != option }.map { scores[$0] }
        return others.max().map { scores[option] - $0 }
    }
}
