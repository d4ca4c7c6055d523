import OtherwiseCore
import Synchronization
import Testing

@Suite("Work on several elements at a time")
struct ConcurrentMapTests {
    @Test(
        "Results are in the order of the elements, and no more are under way than was asked for", arguments: [1, 3, 50])
    func order(width: Int) async throws {
        let running = Mutex((now: 0, most: 0)), done = Mutex<[Int]>([])
        let squares = try await (0..<40).mapped(atOnce: width) { count in
            done.withLock { $0.append(count) }
        } _: { number in
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            // The first take the longest.
            for _ in 0..<(40 - number) * 20 { await Task.yield() }
            running.withLock { $0.now -= 1 }
            return number * number
        }
        #expect(squares == (0..<40).map { $0 * $0 })
        #expect(done.withLock(\.self) == Array(1...40))
        #expect(running.withLock(\.most) <= width)
    }

    private struct Refusal: Error {}

    @Test("The first failure ends the rest")
    func failure() async throws {
        let begun = Mutex(0)
        await #expect(throws: Refusal.self) {
            _ = try await (0..<100).mapped(atOnce: 2) { number in
                begun.withLock { $0 += 1 }
                if number == 3 { throw Refusal() }
                return number
            }
        }
        #expect(begun.withLock(\.self) < 100)
        let none: [Int] = []
        #expect(try await none.mapped(atOnce: 0) { $0 }.isEmpty)
    }
}
