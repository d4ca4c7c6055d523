import Foundation

/// Lets a few at a time do what all would do at once, first come, first served.
///
/// All tests of the command start together. Hundreds of commands side by side would take so long that searches
/// meet their limits of time.
actor Turns {
    static let commands = Turns(ProcessInfo.processInfo.activeProcessorCount)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    nonisolated func taking<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        await take()
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        await give()
        return try result.get()
    }

    private func take() async {
        guard free == 0 else { return free -= 1 }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
