/// Transforms a stream of items on several threads and delivers the results one after the other, in the items' order.
///
/// At most `threads` items are worked on at once, and at most `window` are begun and not yet delivered, so that
/// one slow item neither stops the others at once nor lets results pile up.
package struct OrderedWork {
    private let threads: Int
    private let window: Int

    package init(threads: Int, window: Int) { (self.threads, self.window) = (threads, window) }

    package func run<Item: Sendable, Result: Sendable>(
        _ next: () throws -> Item?, transform: @escaping @Sendable (Item) async throws -> Result,
        deliver: (Result) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var (begun, delivered) = (0, 0)
            var waiting: [Int: Result] = [:]
            var running = 0
            while true {
                while running < threads, begun - delivered < window, let item = try next() {
                    group.addTask { [begun] in (begun, try await transform(item)) }
                    (begun, running) = (begun + 1, running + 1)
                }
                guard let (place, result) = try await group.next() else { return }
                running -= 1
                waiting[place] = result
                while let result = waiting.removeValue(forKey: delivered) {
                    try deliver(result)
                    delivered += 1
                }
            }
        }
    }
}
