public import OtherwiseCore

/// do() on a run: these steps are done as they should have been; what follows from them follows anew.
public struct StepRepair: Intervention {
    /// Counted from 0.
    public let steps: Set<Int>

    /// - Parameter steps: Counted from 0.
    public init(_ steps: Set<Int>) { self.steps = steps }

    /// Nothing is repaired.
    public static let none = StepRepair([])

    /// Both repairs.
    public func followed(by next: StepRepair) -> StepRepair { StepRepair(steps.union(next.steps)) }
}
