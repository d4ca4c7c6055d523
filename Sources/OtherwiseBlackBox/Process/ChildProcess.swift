import Foundation
import OtherwiseModels

/// A command that runs in a shell of its own, and our ends of its pipes. It ends with its owner.
final class ChildProcess {
    let input: Descriptor
    let output: Descriptor
    let errors: Descriptor
    private let process = Process()
    /// What signals are sent to.
    private let target: Int32
    // They close their descriptors when they go.
    private let pipes = (input: Pipe(), output: Pipe(), errors: Pipe())

    init(_ command: String) throws(ModelError) {
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = pipes.input
        process.standardOutput = pipes.output
        process.standardError = pipes.errors
        input = Descriptor(pipes.input.fileHandleForWriting.fileDescriptor)
        output = Descriptor(pipes.output.fileHandleForReading.fileDescriptor)
        errors = Descriptor(pipes.errors.fileHandleForReading.fileDescriptor)
        do {
            try process.run()
        } catch {
            throw ModelError(
                .unavailable, "It cannot be started\(error.systemReasonInBrackets)",
                hint: "Check that /bin/sh can be run")
        }
        target = process.target
        RunningChildren.add(target)
    }

    deinit { end() }

    /// Closes its standard input and ends it, with force if it does not follow within a second.
    func end() {
        try? pipes.input.fileHandleForWriting.close()
        defer { if !process.isRunning { RunningChildren.remove(target) } }
        guard process.isRunning else { return }
        kill(target, SIGTERM)
        if !waits(for: .seconds(1)) {
            kill(target, SIGKILL)
            _ = waits(for: .seconds(1))
        }
    }

    /// How it ended, once its output is closed; it is ended if it goes on all the same.
    func ending() -> String {
        // On a busy machine seconds pass until the end of a process is made known.
        if !waits(for: .seconds(10)) {
            end()
            return "It closed its standard output"
        }
        return process.terminationReason == .exit
            ? "It ended with exit code \(process.terminationStatus)"
            : "It was ended by signal \(process.terminationStatus)"
    }

    /// - Returns: Whether it has ended in time.
    private func waits(for time: Duration) -> Bool {
        let deadline = ContinuousClock.now + time
        while process.isRunning, ContinuousClock.now < deadline { usleep(1000) }
        return !process.isRunning
    }
}

extension Process {
    /// Reaches what the shell started too, where the shell leads a group of its own.
    fileprivate var target: Int32 {
        getpgid(processIdentifier) == processIdentifier ? -processIdentifier : processIdentifier
    }
}
