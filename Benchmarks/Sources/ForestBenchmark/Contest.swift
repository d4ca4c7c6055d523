import Foundation

/// The times of two ways to do the same, measured in turns so that the machine's moods meet both.
struct Contest {
    private(set) var first = Times()
    private(set) var second = Times()

    init(rounds: Int, _ one: () throws -> Void, _ other: () throws -> Void) throws {
        for _ in 0..<3 {
            try one()
            try other()
        }
        for round in 0..<max(rounds, 1) {
            if round.isMultiple(of: 2) { try first.add(one) }
            try second.add(other)
            if !round.isMultiple(of: 2) { try first.add(one) }
        }
    }

    /// How many times as long the second takes, by the medians.
    var ratio: Double { second.quantile(0.5) / first.quantile(0.5) }
}

/// Durations in milliseconds.
struct Times: CustomStringConvertible {
    private var milliseconds: [Double] = []

    mutating func add(_ body: () throws -> Void) rethrows {
        let time = try ContinuousClock().measure(body)
        milliseconds.append(time / .milliseconds(1))
    }

    func quantile(_ share: Double) -> Double {
        let sorted = milliseconds.sorted()
        return sorted[Int(share * Double(sorted.count - 1))]
    }

    var description: String {
        let texts = [0.5, 0.25, 0.75].map { quantile($0).formatted(.number.precision(.fractionLength(3))) }
        return "\(texts[0]) ms median, \(texts[1]) to \(texts[2]) ms the middle half"
    }
}
