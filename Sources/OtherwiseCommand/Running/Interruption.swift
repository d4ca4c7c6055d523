import Dispatch
import Foundation

/// Turns Ctrl-C into the cancellation of a task, so that it ends at a clean place; a second Ctrl-C ends the process.
enum Interruption {
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        let before = signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            task.cancel()
            signal(SIGINT, before)
        }
        source.resume()
        defer {
            source.cancel()
            signal(SIGINT, before)
        }
        return try await task.value
    }
}
