public import Foundation
import OtherwiseCore

extension Trace {
    /// The traces of a file: one JSON document, or one per line.
    ///
    /// - Parameters:
    ///   - name: Of the file, for messages.
    ///   - format: `nil` to tell it from the first object's keys.
    /// - Throws: `TraceError` with the line that is no trace.
    public static func read(_ data: Data, name: String, format: TraceFormat? = nil) throws(TraceError) -> [Trace] {
        let documents = try TraceDocument.all(in: data, name: name)
        do throws(TraceError) {
            let traces: [Trace]
            if let format {
                traces = try documents.traces(format)
            } else {
                traces = try documents.traces(documents.format)
            }
            try checkIDs(traces)
            return traces
        } catch {
            throw error.at(name, line: nil)
        }
    }

    private static func checkIDs(_ traces: [Trace]) throws(TraceError) {
        guard !traces.isEmpty else { throw .noTrace }
        var seen: Set<String> = []
        for trace in traces where !seen.insert(trace.id).inserted {
            throw TraceError(
                .duplicateID, "two traces are called '\(trace.id)'", hint: "Give every run an id of its own")
        }
    }
}

/// One JSON object of a file, with the line it begins in.
struct TraceDocument {
    let value: JSONValue
    let line: Int
    /// The line, or the place from 1 in a list of several.
    let number: Int

    /// The documents of a file. A file that is no JSON as a whole is read line by line.
    static func all(in data: Data, name: String) throws(TraceError) -> [TraceDocument] {
        switch JSONValue.documents(in: data) {
        case .success(let documents):
            let isList = documents.allSatisfy { $0.line == 1 }
            return documents.enumerated().map { place, document in
                TraceDocument(value: document.value, line: document.line, number: isList ? place + 1 : document.line)
            }
        case .failure(let problem):
            let error = TraceError(.notJSON, "it is not JSON", hint: "Write one JSON object per line")
            throw error.at(name, line: problem.line)
        }
    }
}

extension [TraceDocument] {
    fileprivate var format: TraceFormat {
        get throws(TraceError) {
            guard let first = self.first?.value else { throw .noTrace }
            if let format = TraceFormat.allCases.first(where: { $0.marks.contains { first[$0] != nil } }) {
                return format
            }
            let marks = TraceFormat.allCases.flatMap { format in format.marks.map { "'\($0)' (\(format.rawValue))" } }
                .joined(separator: ", ")
            throw TraceError(.unknownFormat, "its objects are of no known form", hint: "They need a key \(marks)")
        }
    }

    fileprivate func traces(_ format: TraceFormat) throws(TraceError) -> [Trace] {
        switch format {
        case .whoAndWhen: try each { (document) throws(TraceError) in try document.value.whoAndWhen(document.number) }
        case .messages: try each { (document) throws(TraceError) in try document.value.conversation(document.number) }
        case .spans: try flatMap { $0.value.spans }.joined(with: flatMap { $0.value.logRecords }).traces
        case .lines: try stepTraces
        }
    }

    private func each(_ read: (TraceDocument) throws(TraceError) -> Trace) throws(TraceError) -> [Trace] {
        var traces: [Trace] = []
        for document in self {
            do { traces.append(try read(document)) } catch { throw error.at("", line: document.line) }
        }
        return traces
    }

    /// Lines of one step each, by the run they name.
    private var stepTraces: [Trace] {
        get throws(TraceError) {
            var names: [String] = [], steps: [String: [TraceStep]] = [:]
            let tools = Dictionary(grouping: map(\.value), by: \.run).mapValues(\.calledTools)
            for document in self {
                let name = document.value.run
                guard let step = document.value.step(calling: tools[name] ?? [:]) else {
                    let error = TraceError(
                        .badStep, "it has no agent or no content", hint: "Write {\"agent\": \"…\", \"content\": \"…\"}")
                    throw error.at("", line: document.line)
                }
                if steps[name] == nil { names.append(name) }
                steps[name, default: []].append(step)
            }
            return names.map { Trace(id: $0, steps: steps[$0] ?? []) }
        }
    }
}

extension JSONValue {
    /// The run that a line of one step names.
    fileprivate var run: String { self["trace"]?.text ?? "trace" }
}

extension TraceError {
    fileprivate static let noTrace = TraceError(
        .noSteps, "there is no trace in it", hint: "Give a file with at least one run")
}
