import Foundation

/// A program of another's that is used where it is installed.
enum InstalledProgram {
    /// The first of this name on the path that may be run; `nil` where there is none.
    static func named(_ name: String) -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { URL(filePath: String($0)).appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
