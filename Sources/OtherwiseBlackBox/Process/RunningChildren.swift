import Foundation
import Synchronization

/// The processes that models run in, so that a signal which ends this one ends them too.
package enum RunningChildren {
    private static let limit = 64
    /// What `kill` is given for each; 0 for a free place. A handler of signals may take no lock.
    private static let places = (0..<limit).map { _ in Place() }

    private final class Place: Sendable {
        let target = Atomic<Int32>(0)
    }

    static func add(_ target: Int32) {
        _ = places.first { $0.target.compareExchange(expected: 0, desired: target, ordering: .relaxed).exchanged }
    }

    static func remove(_ target: Int32) {
        for place in places {
            _ = place.target.compareExchange(expected: target, desired: 0, ordering: .relaxed)
        }
    }

    /// Has the signals that end this process end its children first. For a command: a library leaves signals alone.
    package static func endWithThisProcess() {
        _ = places
        for number in [SIGINT, SIGTERM, SIGHUP] {
            _ = signal(number) { number in
                RunningChildren.kill()
                _ = signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    /// Ends all of them at once, with force.
    private static func kill() {
        for place in places {
            let target = place.target.load(ordering: .relaxed)
            if target != 0 { _ = Foundation.kill(target, SIGKILL) }
        }
    }
}
