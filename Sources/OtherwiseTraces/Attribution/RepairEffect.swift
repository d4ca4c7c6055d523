import OtherwiseNumerics

/// What a repair changes: how each run with it ended, less how the run of the same number ended without any repair.
///
/// An agent that does not do the same twice succeeds now and then whatever is repaired. What it reaches without any
/// repair is the floor from which effects are counted; where the runs of one number are seeded alike, they are pairs.
public struct RepairEffect: Sendable, Hashable {
    /// Run by run, `[runs]`, from -1 to 1.
    public let differences: [Double]

    /// - Parameters:
    ///   - repaired: How the runs with the repair ended, `[runs]`, from 0 to 1.
    ///   - floor: The runs without any, `[runs]`.
    public init(of repaired: [Double], over floor: [Double]) { differences = zip(repaired, floor).map { $0 - $1 } }

    /// The share of successes that the repair adds.
    public var difference: Double { PairedSample(differences).mean }

    /// The 95% interval of the difference; `nil` where partial successes do not vary, which tells nothing of how they
    /// could.
    public var interval: ClosedRange<Double>? {
        if let proportions { return proportions.interval() }
        var generator = SeededGenerator(seed: 0)
        return PairedSample(differences).interval(using: &generator)
    }

    /// The two-sided p-value: McNemar's exact test, for partial successes the sign-flip test.
    public var pValue: Double {
        if let proportions { return proportions.mcNemar }
        var generator = SeededGenerator(seed: 0)
        return PairedSample(differences).signFlipTest(using: &generator)
    }

    private var proportions: PairedProportions? {
        guard differences.allSatisfy({ [-1, 0, 1].contains($0) }) else { return nil }
        return PairedProportions(
            items: differences.count, gained: differences.count { $0 == 1 }, lost: differences.count { $0 == -1 })
    }
}

extension RepairEffect {
    /// The level at which effects are told from chance.
    static let level = 0.05

    /// The fewest runs with which one of so many steps can be told from chance by McNemar's test and Holm's correction.
    ///
    /// - Parameter steps: How many steps are judged together.
    public static func fewestRuns(for steps: Int) -> Int {
        (2...64).first { SignTest.pValue(positive: $0, negative: 0) * Double(max(steps, 1)) <= level } ?? 64
    }

    /// Whether it is above 0 by more than chance.
    ///
    /// - Parameter adjusted: The p-value, corrected for what is judged beside it.
    func isTold(_ adjusted: Double) -> Bool {
        adjusted <= Self.level && difference > 0 && (interval.map { $0.lowerBound > 0 } ?? true)
    }
}

/// Repairs that are judged together: which of them make success likelier than not, and that not by luck.
struct RepairFamily: Sendable, Hashable {
    /// The share of runs that succeed with each, `[repairs]`.
    let success: [Double]
    /// Empty where each was run once: then nothing tells luck.
    let effects: [RepairEffect]
    /// By Holm's correction over all of them; empty as well.
    let pValues: [Double]

    func saves(_ index: Int) -> Bool {
        success[index] > 0.5 && (effects.isEmpty || effects[index].isTold(pValues[index]))
    }
}

extension RepairFamily {
    /// - Parameters:
    ///   - outcomes: How the runs with each ended, `[repairs][runs]`.
    ///   - floor: How those without any did, `[runs]`.
    init(_ outcomes: [[Double]], over floor: [Double]) {
        let effects = floor.count > 1 ? outcomes.map { RepairEffect(of: $0, over: floor) } : []
        self.init(
            success: outcomes.map(\.mean), effects: effects,
            pValues: MultipleTesting.holm.adjusted(effects.map(\.pValue)))
    }
}

extension [Double] {
    var mean: Double { reduce(0, +) / Double(count) }
}
