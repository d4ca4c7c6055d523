import Foundation

/// The built command, run as a user runs it.
struct Command {
    /// What a run left behind.
    struct Ended {
        let code: Int32
        let output: String
        let errors: String

        var bytes: Data { Data(output.utf8) }
    }

    /// Lies beside the bundle of the tests.
    private static let executable: URL = {
        let bundles = ProcessInfo.processInfo.arguments.filter { $0.contains(".xctest") }.map { argument in
            URL(
                filePath: String(
                    argument.prefix(upTo: argument.firstRange(of: ".xctest")?.lowerBound ?? argument.endIndex)))
        }
        let folders =
            bundles.map { $0.deletingLastPathComponent() } + [
                Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(),
            ]
        let candidates = folders.map { $0.appending(path: "otherwise") }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? URL(filePath: "otherwise")
    }()

    /// The folder of the examples, where every run begins, so that screens show short paths.
    static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")

    static let gradientBoosting = ["--model", "adult/gradient_boosting.onnx", "--data", "adult/adult.csv"]
    static let bikes = ["--model", "bikes/gradient_boosting.onnx", "--data", "bikes/bikes.csv"]

    private let process = Process()
    private let scratch = try? Scratch()

    /// - Parameter environment: Added to that of the tests.
    init(_ arguments: [String], environment: [String: String] = [:]) {
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = Self.examples
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }

    /// Runs to the end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
        let command = Command(arguments, environment: environment)
        try command.start()
        return try await command.end()
    }

    func start() throws {
        process.standardOutput = try scratch?.empty("output")
        process.standardError = try scratch?.empty("errors")
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits.
    func end() async throws -> Ended {
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        return Ended(
            code: process.terminationStatus, output: scratch?.text("output") ?? "",
            errors: scratch?.text("errors") ?? "")
    }
}

/// A folder that goes when its last owner goes.
final class Scratch: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "otherwise-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file.
    ///
    /// - Returns: Its path.
    func file(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: folder.appending(path: name))
        return path(name)
    }

    func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
    }

    func empty(_ name: String) throws -> FileHandle {
        _ = try file(name, "")
        return try FileHandle(forWritingTo: folder.appending(path: name))
    }
}

extension String {
    /// The text with the number of opened boxes left out, which may change with the search.
    var withoutEffort: String {
        replacing(#/\d+ box(es)? opened, \d+ rows? scored/#, with: "… boxes opened, … rows scored")
    }
}
