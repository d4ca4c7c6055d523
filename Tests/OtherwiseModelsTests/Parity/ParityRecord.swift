import Foundation

/// Writes the differences found to the file named by `OTHERWISE_PARITY_RECORD`, for a report.
enum ParityRecord {
    static func note(_ parity: ParityCase, rows: Int, _ difference: Float) {
        guard let path = ProcessInfo.processInfo.environment["OTHERWISE_PARITY_RECORD"] else { return }
        let line = "\(parity.kind)\t\(parity.task)\t\(parity.name)\t\(rows)\t\(difference)\n"
        guard let file = fopen(path, "a") else { return }
        fputs(line, file)
        fclose(file)
    }
}
