import Foundation
import OtherwiseCore
import OtherwiseTabular

/// Explains the members of groups, and compares what it would take.
struct GroupExplanation: Sendable {
    let command: ExplainCommand
    let group: String
    let output: Output

    func run() async throws {
        let selector = try GroupSelector(group)
        let task = try await command.task()
        let goal = try command.wanted.goal(for: task.model.output)
        let explainer = try await command.qualities.explainer(of: task, command.search.settingsForMany, measures: false)
        let (sample, threads) = (command.batch.sample ?? 300, command.batch.threads)
        command.talk.remark("strategy: \(explainer.strategyName)\(explainer.opacity.map { " (\($0))" } ?? "")")
        let progress = CountLine(of: "rows", talk: command.talk)
        let comparison = try await Interruption.cancelling {
            try await explainer.groups(
                selector, of: task.profile.sample, to: goal, sample: sample,
                threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
            ) { progress.show($0, of: $1) }
        }
        progress.finish()
        try write(comparison)
        if comparison.groups.allSatisfy({ $0.found == 0 && $0.reached == 0 }) { throw Ending.noneFound }
    }

    private func write(_ comparison: GroupComparison) throws {
        switch command.result.format ?? .table {
        case .table, .csv:
            let notes = command.talk.quiet ? [] : comparison.notes ?? []
            let told = notes.map { output.style.faint("Note: \($0).") + "\n" }
            try output.show(GroupText(comparison, style: output.style).text + told.joined())
        case .json: try output.write(ExplanationJSON.document(comparison))
        case .html: try output.write(GroupReport.html(comparison))
        }
    }
}
