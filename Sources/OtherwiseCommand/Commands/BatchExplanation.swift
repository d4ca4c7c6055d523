import Foundation
import OtherwiseCore
import OtherwiseTabular

/// Explains many rows and writes them as they are finished.
struct BatchExplanation: Sendable {
    let command: ExplainCommand
    let rows: RowsArgument
    let output: Output

    func run() async throws {
        let task = try await command.task()
        let goal = try command.wanted.goal(for: task.model.output)
        let explainer = try await command.qualities.explainer(of: task, command.search.settingsForMany)
        let threads = command.batch.threads ?? ProcessInfo.processInfo.activeProcessorCount
        let run = try BatchRun(
            task, explainer: explainer, goal: goal, rows: rows.selection(of: task.profile.count), threads: threads)
        remark(on: explainer, threads: threads)
        let tally = try await Interruption.cancelling { try await write(run) }
        if tally.failed > 0 { throw BadRows(count: tally.failed) }
        if tally.count > 0, tally.found == 0 { throw Ending.noneFound }
    }

    private func remark(on explainer: Explainer, threads: Int) {
        guard !command.talk.quiet else { return }
        command.talk.remark(
            "strategy: \(explainer.strategyName)\(explainer.opacity.map { " (\($0))" } ?? ""); \(threads) threads")
        for note in explainer.notes { command.talk.remark("note: \(note)") }
    }

    private func write(_ run: BatchRun) async throws -> BatchTally {
        let lines = BatchLines(
            command.result.format == .json ? .json : .csv, schema: run.explainer.schema,
            qualities: command.measured)
        let place = try BatchPlace(
            output, lines: lines, run: run, schemaPath: command.limits.schema, resumes: command.batch.resume)
        var progress = ProgressLine(total: run.rows.count, resumed: place.finished.count, talk: command.talk)
        var tally = BatchTally()
        do {
            try await run.answers(after: place.finished.count) {
                try lines.bytes(of: $0)
            } deliver: { bytes, sofar in
                try place.append(bytes)
                tally = sofar
                progress.show(tally)
            }
        } catch let error as CancellationError {
            progress.finish(tally, ending: "Interrupted")
            throw error
        }
        progress.finish(tally, ending: "Done")
        return tally + place.finished
    }
}

/// Some rows of a batch could not be asked about.
struct BadRows: Error, CustomStringConvertible {
    let count: Int

    var description: String {
        "\(count.grouped) \(count == 1 ? "row" : "rows") could not be asked about; see the lines with status 'error'."
    }
}
