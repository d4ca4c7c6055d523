public import Foundation
import OtherwiseCore
import OtherwiseModels

/// An environment that was recorded: what came of runs that were done again before.
///
/// A line for each: `{"id": "…", "repair": [3], "run": 0, "success": true}`, or a number from 0 to 1.
public struct RecordedEnvironment: ReplayEnvironment {
    private var successes: [Replay: Double] = [:]

    private struct Replay: Hashable {
        let trace: String
        let repair: Set<Int>
        let run: Int
    }

    /// - Parameter name: Of the file, for messages.
    /// - Throws: `TraceError` with the line that is no replay, or that says otherwise than an earlier one.
    public init(_ data: Data, name: String) throws(TraceError) {
        for document in try TraceDocument.all(in: data, name: name) {
            do throws(TraceError) { try add(document.value) } catch { throw error.at(name, line: document.line) }
        }
        guard !successes.isEmpty else {
            throw TraceError(.badReplay, "there is no replay in it", hint: "Record some").at(name, line: nil)
        }
    }

    private mutating func add(_ value: JSONValue) throws(TraceError) {
        guard let trace = value["id"]?.text, let steps = value["repair"], case .array(let listed) = steps,
            let success = value["success"]?.success
        else { throw .noReplay }
        let repair = listed.compactMap(\.integer), run = value["run"].map { $0.integer ?? -1 } ?? 0
        guard repair.count == listed.count, run >= 0 else { throw .noReplay }
        let replay = Replay(trace: trace, repair: Set(repair), run: run)
        guard successes.updateValue(success, forKey: replay) ?? success == success else {
            throw TraceError(.badReplay, "it says otherwise than an earlier line", hint: "Keep one of them")
        }
    }

    /// Looks the run up.
    ///
    /// - Throws: `ModelError.notRecorded` for one that is not in the record.
    public func success(of trace: Trace, under repair: StepRepair, run: Int) throws -> Double {
        let replay = Replay(trace: trace.id, repair: repair.steps, run: run)
        guard let success = successes[replay] else { throw ModelError.notRecorded(trace, repair, run) }
        return success
    }
}

/// An environment whose every answer is recorded as it comes.
public struct RecordingEnvironment: ReplayEnvironment {
    private let environment: any ReplayEnvironment
    private let record: @Sendable ([UInt8]) throws -> Void

    /// - Parameters:
    ///   - environment: Whoever runs a trace again.
    ///   - record: Given a line for each run, as `RecordedEnvironment` reads it.
    public init(_ environment: any ReplayEnvironment, record: @escaping @Sendable ([UInt8]) throws -> Void) {
        (self.environment, self.record) = (environment, record)
    }

    /// Asks, and records.
    ///
    /// - Throws: What asking and recording throw.
    public func success(of trace: Trace, under repair: StepRepair, run: Int) async throws -> Double {
        let success = try await environment.success(of: trace, under: repair, run: run)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = ReplayLine(id: trace.id, repair: repair.steps.sorted(), run: run, success: success)
        try record(Array(encoder.encode(line)) + [UInt8(ascii: "\n")])
        return success
    }
}

private struct ReplayLine: Encodable {
    let id: String
    let repair: [Int]
    let run: Int
    let success: Double
}

extension JSONValue {
    /// How far a run succeeds: a truth value, or a number from 0 to 1.
    var success: Double? {
        switch self {
        case .flag(let succeeds): succeeds ? 1 : 0
        case .number(let number): (0...1).contains(number) ? number : nil
        default: nil
        }
    }
}

extension TraceError {
    fileprivate static let noReplay = TraceError(
        .badReplay, "it is no replay",
        hint: "Write {\"id\": \"…\", \"repair\": [3], \"run\": 0, \"success\": true}, or a number from 0 to 1")
}

extension ModelError {
    fileprivate static func notRecorded(_ trace: Trace, _ repair: StepRepair, _ run: Int) -> ModelError {
        let steps = repair.steps.sorted().map(String.init).joined(separator: ", ")
        let repaired = repair.steps.isEmpty ? "no step" : "step \(steps)"
        let less = repair.steps.count > 1 ? ", or ask for less: --repair-size 1 repairs single steps alone" : ""
        return ModelError(
            .notRecorded, "the record has no run \(run) of '\(trace.id)' with \(repaired) repaired",
            hint: "Record more\(less)")
    }
}
