import Foundation
import OtherwiseBlackBox
import OtherwiseCore
public import OtherwiseModels

/// A command that runs traces again: the environment in which the agents worked, or a simulation of it.
///
/// The command stays alive. It reads one question per line of standard input,
/// `{"id": "…", "task": "…", "steps": [{"agent": "…", "content": "…"}], "repair": [3], "run": 0}`, does the steps of
/// `repair` as they should have been done, runs what follows anew, and writes one line, `{"success": true}` or a
/// number from 0 to 1. Steps before the first that is repaired stand as they are in the trace; an empty `repair` asks for
/// the whole run anew, and tells what is reached without any. `run` counts from 0 and may serve as a seed: runs of one
/// number are compared. A command that ends or hangs is started anew for the next question, which says all that it needs.
public struct CommandEnvironment: ReplayEnvironment {
    private let process: ModelProcess

    /// - Parameters:
    ///   - command: Given to a shell.
    ///   - timeout: Of one question.
    /// - Throws: `ModelError.unavailable` for a command that does not start.
    public init(_ command: String, timeout: Duration = .seconds(60)) throws(ModelError) {
        process = try ModelProcess(command, timeout: timeout, restarts: true)
    }

    private func ask(_ question: [UInt8]) async throws -> (bytes: [UInt8], line: Int) {
        do {
            return try await process.ask(question, until: .line)
        } catch let error as ModelError where error.code == .timedOut {
            throw error.hinting(
                "Allow more time with --timeout; the command must send off every answer at once (flush)")
        }
    }

    /// Asks the command.
    ///
    /// - Throws: `ModelError` naming what the command did instead of answering; `CancellationError`.
    public func success(of trace: Trace, under repair: StepRepair, run: Int) async throws -> Double {
        let question = ReplayQuestion(trace, repair, run: run)
        // In one order of keys: the same question is the same line every time.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let line = try encoder.encode(question) + Data([UInt8(ascii: "\n")])
        let answer = try await ask(Array(line))
        let read = JSONValue(json: Data(answer.bytes))
        guard let success = read?["success"]?.success else {
            throw ModelError(
                .badAnswer,
                "the command wrote \(String(decoding: answer.bytes.prefix(80), as: UTF8.self).debugDescription)",
                hint: "It must write one line per question, {\"success\": true}, or a number from 0 to 1"
            ).atLine(answer.line)
        }
        return success
    }
}

private struct ReplayQuestion: Encodable {
    struct Step: Encodable {
        let agent: String
        let content: String
    }

    let id: String
    let task: String
    let steps: [Step]
    let repair: [Int]
    let run: Int

    init(_ trace: Trace, _ repair: StepRepair, run: Int) {
        (id, task) = (trace.id, trace.task)
        steps = trace.steps.map { Step(agent: $0.agent, content: $0.content) }
        self.repair = repair.steps.sorted()
        self.run = run
    }
}
