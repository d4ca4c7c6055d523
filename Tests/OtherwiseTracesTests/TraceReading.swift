import Foundation
import OtherwiseTraces

/// A suite that reads traces from what it writes itself.
protocol TraceReading {}

extension TraceReading {
    func read(_ text: String, _ format: TraceFormat? = nil) throws -> [Trace] {
        try Trace.read(Data(text.utf8), name: "runs.jsonl", format: format)
    }

    func error(_ text: String, _ format: TraceFormat? = nil) -> TraceError? {
        do { _ = try read(text, format) } catch { return error as? TraceError }
        return nil
    }

    /// A file of records of a log, each what stands in it.
    func logs(_ records: [String], service: String = "planner") -> String {
        #"{"resourceLogs": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "\#(service)"}}]}, "scopeLogs": [{"logRecords": [\#(records.joined(separator: ","))]}]}]}"#
    }
}
