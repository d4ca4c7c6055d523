import Synchronization

/// Work under way, by what it is for: whoever asks for the same meanwhile waits for the same result.
///
/// It is cancelled when all who wait for it are.
final class SharedWork<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Work {
        let number: Int
        let task: Task<Value, any Error>
        var waiting = 1
    }

    private struct State {
        var work: [Key: Work] = [:]
        var begun = 0
    }

    private let state = Mutex(State())

    /// - Returns: What `body` returns, or the work for the same key that had begun before.
    /// - Throws: What that work throws.
    func value(
        for key: Key, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> (value: Value, isOwn: Bool) {
        let (number, task, isOwn) = join(key, body)
        return try await withTaskCancellationHandler {
            (try await task.value, isOwn)
        } onCancel: {
            leave(key, number)
        }
    }

    private func join(
        _ key: Key, _ body: @escaping @Sendable () async throws -> Value
    ) -> (number: Int, task: Task<Value, any Error>, isOwn: Bool) {
        state.withLock { state in
            if let work = state.work[key] {
                state.work[key]?.waiting += 1
                return (work.number, work.task, false)
            }
            state.begun += 1
            let number = state.begun
            let task = Task {
                defer { end(key, number) }
                return try await body()
            }
            state.work[key] = Work(number: number, task: task)
            return (number, task, true)
        }
    }

    private func end(_ key: Key, _ number: Int) {
        state.withLock { state in
            if state.work[key]?.number == number { state.work[key] = nil }
        }
    }

    private func leave(_ key: Key, _ number: Int) {
        let abandoned: Task<Value, any Error>? = state.withLock { state in
            guard let work = state.work[key], work.number == number else { return nil }
            state.work[key]?.waiting -= 1
            guard work.waiting == 1 else { return nil }
            state.work[key] = nil
            return work.task
        }
        abandoned?.cancel()
    }
}
