import Foundation

/// The built command, run as a user runs it.
struct Command {
    /// What a run left behind.
    struct Ended {
        let code: Int32
        let output: String
        let errors: String
        /// How long it ran, without the wait for its turn.
        var time = Duration.zero

        var bytes: Data { Data(output.utf8) }
    }

    /// What `OTHERWISE_COMMAND` names, or what lies beside the bundle of the tests.
    static let executable: URL = {
        if let path = ProcessInfo.processInfo.environment["OTHERWISE_COMMAND"] { return URL(filePath: path) }
        let bundles = ProcessInfo.processInfo.arguments + [Bundle.main.bundlePath]
        let folders = bundles.compactMap { bundle in
            bundle.firstRange(of: ".xctest").map { URL(filePath: String(bundle[..<$0.lowerBound])) }
        }.map { $0.deletingLastPathComponent().appending(path: "otherwise") }
        return folders.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? URL(filePath: "otherwise")
    }()

    static let gradientBoosting = ["--model", Example.boosting, "--data", Example.adult]
    static let bikes = ["--model", Example.bikesModel, "--data", Example.bikes]

    private let process = Process()
    private let scratch = try? Scratch()

    /// - Parameter environment: Added to that of the tests.
    init(_ arguments: [String], environment: [String: String] = [:]) {
        self.init(Self.executable, arguments, in: Example.root, environment: environment)
    }

    /// A script, in which `otherwise` is the command.
    init(shell: String = "/bin/sh", _ script: String, _ arguments: [String] = [], in folder: URL = Example.root) {
        let function = "otherwise() { \"$OTHERWISE_EXECUTABLE\" \"$@\"; }\n"
        self.init(
            URL(filePath: shell), ["-c", function + script, shell] + arguments, in: folder,
            environment: ["OTHERWISE_EXECUTABLE": Self.executable.path])
    }

    private init(_ executable: URL, _ arguments: [String], in folder: URL, environment: [String: String]) {
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        // A screen is as wide as COLUMNS says.
        process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80"]) { $1 }
            .merging(environment) { $1 }
    }

    /// Runs to the end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
        try await Command(arguments, environment: environment).run()
    }

    /// Runs to the end, when one of the turns is free.
    func run() async throws -> Ended {
        try await Turns.commands.taking {
            let start = ContinuousClock.now
            try self.start()
            var ended = try await end()
            ended.time = .now - start
            return ended
        }
    }

    func start() throws {
        process.standardOutput = try scratch?.empty("output")
        process.standardError = try scratch?.empty("errors")
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits.
    func end() async throws -> Ended {
        while isRunning { try await Task.sleep(for: .milliseconds(5)) }
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
