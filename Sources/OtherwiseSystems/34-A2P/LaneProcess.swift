import OtherwiseNumerics

/// A process whose decisive step is known: workers add errors to lanes, verifiers clear a lane if they are attentive,
/// and the outcome reads one lane. Who was attentive and which lane was read is not logged.
struct LaneProcess {
    static let laneCount = 3
    static let stepCount = 12
    static let agentCount = 4
    static let attention = 0.6
    /// A run fails where the lane that is read is further from 0 than this.
    static let tolerance = 1.5

    enum Work: Sendable, Hashable {
        /// Adds an error, mostly 0, to the lane.
        case work(error: Int)
        case verify
    }

    struct Step: Sendable, Hashable {
        let lane: Int
        let agent: Int
        let work: Work

        var error: Int {
            if case .work(let error) = work { error } else { 0 }
        }
    }

    /// What the log does not say.
    struct Hidden: Sendable, Hashable {
        /// By step; what is said of a worker means nothing.
        var attentive: [Bool]
        var lane: Int
    }

    let steps: [Step]
    let hidden: Hidden

    init(using generator: inout SeededGenerator) {
        let wrong = Set(
            (0..<Self.stepCount).shuffled(using: &generator).prefix(Int.random(in: 3...6, using: &generator)))
        steps = (0..<Self.stepCount).map { index in
            let error = [-3, -2, 2, 3].randomElement(using: &generator) ?? 2
            let isWork = Double.random(in: 0..<1, using: &generator) < 0.7
            return Step(
                lane: Int.random(in: 0..<Self.laneCount, using: &generator),
                agent: Int.random(in: 0..<Self.agentCount, using: &generator),
                work: isWork ? .work(error: wrong.contains(index) ? error : 0) : .verify)
        }
        hidden = Hidden(using: &generator)
    }

    /// The value of every lane after each step, `[steps][lanes]`.
    static func lanes(_ steps: [Step], _ attentive: [Bool], repaired: Set<Int> = []) -> [[Int]] {
        var lanes = [Int](repeating: 0, count: laneCount)
        return steps.indices.map { index in
            switch steps[index].work {
            case .work(let error): lanes[steps[index].lane] += repaired.contains(index) ? 0 : error
            case .verify: if attentive[index] { lanes[steps[index].lane] = 0 }
            }
            return lanes
        }
    }

    static func succeeds(_ steps: [Step], _ hidden: Hidden, repaired: Set<Int> = []) -> Bool {
        let final = lanes(steps, hidden.attentive, repaired: repaired).last?[hidden.lane] ?? 0
        return Double(abs(final)) <= tolerance
    }

    var record: LaneRecord {
        let lanes = Self.lanes(steps, hidden.attentive)
        return LaneRecord(steps: steps, lanes: lanes, final: lanes.last?[hidden.lane] ?? 0)
    }

    /// The earliest worker whose error, taken away, turns the failure into a success; `nil` for a run that succeeded
    /// or that no single repair saves.
    var decisive: Int? {
        guard !Self.succeeds(steps, hidden) else { return nil }
        return steps.indices.first { steps[$0].work != .verify && Self.succeeds(steps, hidden, repaired: [$0]) }
    }

    /// Failed runs with a decisive step.
    static func failures(_ count: Int, seed: UInt64) -> [LaneProcess] {
        var generator = SeededGenerator(seed: seed), found: [LaneProcess] = []
        while found.count < count {
            let process = LaneProcess(using: &generator)
            if process.decisive != nil { found.append(process) }
        }
        return found
    }
}

extension LaneProcess.Hidden {
    /// Drawn as the process draws it.
    init(using generator: inout SeededGenerator) {
        attentive = (0..<LaneProcess.stepCount).map { _ in
            Double.random(in: 0..<1, using: &generator) < LaneProcess.attention
        }
        lane = Int.random(in: 0..<LaneProcess.laneCount, using: &generator)
    }
}

/// The log of a run.
struct LaneRecord: Sendable, Hashable {
    let steps: [LaneProcess.Step]
    /// Every lane after each step, `[steps][lanes]`.
    let lanes: [[Int]]
    /// The value of the lane that was read.
    let final: Int

    /// The steps at which something visibly went wrong.
    var errors: [Int] { steps.indices.filter { steps[$0].error != 0 } }
}
