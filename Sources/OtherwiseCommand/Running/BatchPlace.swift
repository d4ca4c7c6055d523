import Foundation
import OtherwiseTabular

/// Where the lines of a batch go: a file that can be gone on with, or standard output.
enum BatchPlace {
    case file(BatchFile)
    case standardOutput

    init(_ output: Output, lines: BatchLines, run: BatchRun, schemaPath: String?, resumes: Bool) throws {
        guard let path = output.path else {
            self = .standardOutput
            try append(lines.header())
            return
        }
        let provenance = try BatchProvenance(run, format: lines.format, schemaPath: schemaPath)
        self = .file(
            resumes
                ? try BatchFile(resuming: path, lines: lines, provenance: provenance, rows: run.rows)
                : try BatchFile(creating: path, lines: lines, provenance: provenance))
    }

    var finished: BatchTally {
        if case .file(let file) = self { file.finished } else { BatchTally() }
    }

    func append(_ bytes: [UInt8]) throws {
        switch self {
        case .file(let file): try file.append(bytes)
        case .standardOutput: try FileHandle.standardOutput.write(contentsOf: bytes)
        }
    }
}
