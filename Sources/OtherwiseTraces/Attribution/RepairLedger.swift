import OtherwiseNumerics

/// What came of the repairs of one run: each set of steps is repaired once, however often it is asked about.
struct RepairLedger {
    /// How the runs with each set repaired ended, `[runs]`.
    private(set) var known: [Set<Int>: [Double]] = [:]
    private let replay: (StepRepair) async throws -> [Double]
    private let progress: (_ done: Int, _ of: Int) -> Void
    /// Sets that are known or are going to be.
    private var expected = 0

    /// - Parameters:
    ///   - progress: Called with how many sets are known, and how many are going to be.
    ///   - replay: Runs with these steps repaired, as often as each is run.
    init(
        progress: @escaping (_ done: Int, _ of: Int) -> Void = { _, _ in },
        _ replay: @escaping (StepRepair) async throws -> [Double]
    ) {
        self.progress = progress
        self.replay = replay
    }

    /// How the runs with each of these sets repaired ended, `[sets][runs]`.
    mutating func outcomes(of sets: [Set<Int>]) async throws -> [[Double]] {
        expected = known.count + sets.count { known[$0] == nil }
        var outcomes: [[Double]] = []
        for set in sets { outcomes.append(try await outcome(of: set)) }
        return outcomes
    }

    private mutating func outcome(of set: Set<Int>) async throws -> [Double] {
        if let outcome = known[set] { return outcome }
        let outcome = try await replay(StepRepair(set))
        known[set] = outcome
        progress(known.count, expected)
        return outcome
    }
}

extension RepairLedger {
    /// What each step's repair contributes to the success of repairing all, alone and together with others.
    ///
    /// - Parameters:
    ///   - steps: Up to `ShapleyValues.exactLimit` all sets are repaired, beyond orders are sampled.
    ///   - orders: Orders that are sampled.
    mutating func contributions(of steps: Int, orders: Int, seed: UInt64) async throws -> ShapleyValues {
        // The sets that are asked about do not depend on what they bring: they are listed, run, and looked up.
        var sets: [Set<Int>] = [], listed: Set<Set<Int>> = []
        _ = Self.values(steps, orders, seed) { set in
            if listed.insert(set).inserted { sets.append(set) }
            return 0
        }
        _ = try await outcomes(of: sets)
        return Self.values(steps, orders, seed) { known[$0]?.mean ?? 0 }
    }

    private static func values(
        _ steps: Int, _ orders: Int, _ seed: UInt64, _ worth: (Set<Int>) -> Double
    ) -> ShapleyValues {
        let marked = { (members: [Bool]) in worth(Set(members.indices.filter { members[$0] })) }
        guard steps > ShapleyValues.exactLimit else { return ShapleyValues(exactly: steps, marked) }
        var generator = SeededGenerator(seed: seed)
        return ShapleyValues(sampling: steps, orders: orders, using: &generator, marked)
    }
}
