import ArgumentParser
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular

/// Explains one row and prints it.
struct SingleExplanation: Sendable {
    let command: ExplainCommand
    let row: Int
    let output: Output
    /// Where the record for `verify` goes; `nil` for nowhere.
    let certificate: Output?
    /// Where a genetic search is kept; `nil` for nowhere.
    let search: Output?

    func run() async throws {
        let task = try await command.task()
        let goal = try command.wanted.goal(for: task.model.output)
        let row = try task.row(row)
        let clock = ContinuousClock()
        let start = clock.now
        let explainer = try await command.qualities.explainer(of: task, command.search.settingsForOne)
        remark(on: task, explainer)
        // A search that is interrupted ends with the best it has.
        let ((explanation, search), isInterrupted) = try await Interruption.cancelling {
            (try await explain(row, to: goal, with: explainer), Task.isCancelled)
        }
        command.talk.remark("time: \((clock.now - start).plain)")
        try write(explanation, search, goal: goal, task: task, explainer: explainer)
        if let certificate {
            let record = try CertificateRecord(explanation, goal: goal, explainer: explainer)
            try certificate.write(ExplanationJSON.document(record))
        }
        try save(search)
        if isInterrupted { throw Ending.interrupted }
        if explanation.counterfactuals.isEmpty { throw Ending.noneFound }
    }

    /// - Returns: The search too, where it is kept or shown.
    private func explain(
        _ row: Row, to goal: Goal, with explainer: Explainer
    ) async throws -> (Explanation, StoredSearch?) {
        let isShown = command.result.format == .html && explainer.settings.strategy == .genetic
        guard isShown || self.search != nil else {
            return (try await explainer.explain(row, number: self.row, to: goal), nil)
        }
        return try await explainer.explainKeepingSearch(row, number: self.row, to: goal)
    }

    /// A row that is of the wanted outcome already was not searched from.
    private func save(_ found: StoredSearch?) throws {
        guard let search else { return }
        guard let found else { return command.talk.remark("no search was needed, and none is kept") }
        try search.write(ExplanationJSON.line(found))
    }

    private func remark(on task: DecisionTask, _ explainer: Explainer) {
        command.talk.remark("model: \(task.model.identity.name), sha256 \(task.model.identity.digest ?? "unknown")")
        command.talk.remark("data: \(task.dataPath), \(task.profile.count.grouped) rows, sha256 \(task.dataDigest)")
        command.talk.remark("strategy: \(explainer.strategyName)\(explainer.opacity.map { " (\($0))" } ?? "")")
    }

    private func write(
        _ explanation: Explanation, _ search: StoredSearch?, goal: Goal, task: DecisionTask, explainer: Explainer
    ) throws {
        switch command.result.format ?? .table {
        case .table:
            let text = ExplanationText(
                explanation, goal: goal, reasonWithoutProof: explainer.opacity, style: output.style
            ).text
            try output.show(text + notes(of: explanation).map { output.style.faint($0) + "\n" }.joined())
        case .json: try output.write(ExplanationJSON.document(explanation))
        case .csv:
            let table = ExplanationCSV(schema: task.schema, qualities: command.measured)
            try output.write(table.bytes(of: table.records(of: explanation), withHeader: true))
            for note in notes(of: explanation) { StandardError.write(note + "\n") }
        case .html:
            try output.write(
                ExplanationReport.html(
                    explanation, schema: task.schema, sample: task.profile.sample, search: search))
        }
    }

    /// What a table and a CSV have no place for.
    private func notes(of explanation: Explanation) -> [String] {
        command.talk.quiet ? [] : (explanation.notes ?? []).map { "Note: \($0)." }
    }
}
