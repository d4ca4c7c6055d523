import ArgumentParser
import Foundation
import OtherwiseStore

/// Where runs are kept.
struct RunStoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file in which runs are kept. (default: ~/.local/share/otherwise/runs.sqlite)", valueName: "file"),
        completion: .file(extensions: ["sqlite"]))
    var store: String?

    /// - Throws: `StoreError`.
    func opened() throws -> RunStore { try RunStore(path: store ?? Self.place()) }

    /// Where a user's data lie (XDG Base Directory Specification).
    private static func place(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let base = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (base ?? "\(environment["HOME"] ?? ".")/.local/share") + "/otherwise/runs.sqlite"
    }
}
