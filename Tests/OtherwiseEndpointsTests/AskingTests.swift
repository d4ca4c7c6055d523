import Foundation
import Synchronization
import Testing

@testable import OtherwiseBlackBox
@testable import OtherwiseEndpoints

@Suite("Limits, pauses and order")
struct AskingTests {
    @Test("No 60 seconds hold more requests or tokens than the limits allow")
    func window() {
        var window = RateWindow(RateLimits(requestsPerMinute: 5, tokensPerMinute: 100))
        var now = Duration.zero, log: [(time: Duration, tokens: Int)] = []
        for question in 0..<60 {
            let tokens = 7 + question * 13 % 40
            while case .wait(let pause) = window.admit(tokens: tokens, now: now) { now += pause }
            log.append((now, tokens))
            now += .milliseconds(300)
        }
        for (time, _) in log {
            let minute = log.filter { $0.time >= time && $0.time < time + .seconds(60) }
            #expect(minute.count <= 5 && minute.reduce(0) { $0 + $1.tokens } <= 100)
        }
        // The control: without limits all would have gone at once.
        var open = RateWindow(RateLimits())
        for _ in 0..<60 { #expect(open.admit(tokens: 1000, now: .zero) != .wait(.zero)) }
        #expect((log.last?.time ?? .zero) > .seconds(600))
    }

    @Test("A question larger than the limit goes alone; what was not used is given back; a pause holds all")
    func single() {
        var window = RateWindow(RateLimits(tokensPerMinute: 100))
        guard case .admitted(let number) = window.admit(tokens: 500, now: .zero) else { return #expect(Bool(false)) }
        #expect(window.admit(tokens: 10, now: .seconds(1)) == .wait(.seconds(59)))
        window.settle(number, tokens: 90)
        #expect(window.admit(tokens: 10, now: .seconds(1)) == .admitted(number + 1))
        window.pause(until: .seconds(500))
        #expect(window.admit(tokens: 1, now: .seconds(100)) == .wait(.seconds(400)))
    }

    @Test("Pauses double up to the longest, shortened by chance, within the budget and not before the server says")
    func pauses() {
        var policy = RetryPolicy()
        policy.longestPause = .seconds(3)
        policy.budget = .seconds(20)
        func pause(_ retry: Int, asked: Duration? = nil, waited: Duration = .zero, chance: Double = 0) -> Duration? {
            policy.pause(before: retry, asked: asked, waited: waited, chance: chance)
        }
        #expect((0..<5).map { pause($0) } == [0.5, 1, 2, 3, 3].map { Duration.seconds($0) })
        #expect(pause(2, chance: 0.5) == .seconds(1.5))
        #expect(pause(0, asked: .seconds(7), chance: 0.9) == .seconds(7))
        #expect(pause(0, asked: .seconds(21)) == nil && pause(3, waited: .seconds(18)) == nil)
        #expect(pause(policy.retries) == nil && pause(policy.retries - 1) != nil)
    }

    @Test("Retry-After is read as seconds and as a date")
    func retryAfter() throws {
        func after(_ text: String) -> Duration? {
            HTTPReply(status: 429, headers: ["retry-after": text], body: [])
                .retryAfter(now: Date(timeIntervalSince1970: 784_111_777 - 90))
        }
        #expect(after("12") == .seconds(12) && after(" 0.5 ") == .seconds(0.5))
        #expect(after("Sun, 06 Nov 1994 08:49:37 GMT") == .seconds(90))
        #expect(after("Sun, 06 Nov 1904 08:49:37 GMT") == .zero)
        #expect(after("soon") == nil && after("-1") == nil && after("nan") == nil && after("1e300") == nil)
    }

    @Test("A gate lets no more through than it is wide, and lets no cancelled task in")
    func gate() async throws {
        let gate = Gate(3), crowd = Crowd()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    try await gate.pass {
                        crowd.enter()
                        try await Task.sleep(for: .milliseconds(1))
                        crowd.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(crowd.most == 3)

        let narrow = Gate(1)
        try await narrow.pass {
            let waiting = Task { try await narrow.pass { 1 } }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
        #expect(try await narrow.pass { 2 } == 2)
    }
}

/// How many are inside, and how many were at most.
private final class Crowd: Sendable {
    private let inside = Mutex((now: 0, most: 0))

    var most: Int { inside.withLock { $0.most } }

    func enter() {
        inside.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func leave() { inside.withLock { $0.now -= 1 } }
}
