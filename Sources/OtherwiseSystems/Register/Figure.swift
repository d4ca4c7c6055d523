/// On which side of a bound a number must lie; the bound itself included.
public enum Direction: String, Sendable, Hashable, Codable {
    case atLeast = "at least"
    case atMost = "at most"

    /// Whether `value` lies on the side. What is not a number lies on neither.
    public func isReached(by value: Double, bound: Double) -> Bool {
        switch self {
        case .atLeast: value >= bound
        case .atMost: value <= bound
        }
    }
}

/// A measured number that must reach a threshold.
public struct Figure: Sendable, Hashable {
    /// What was measured.
    public let name: String
    /// The number.
    public let value: Double
    /// What it must reach; reaching it exactly is enough.
    public let threshold: Double
    /// The side of the threshold on which it must lie.
    public let direction: Direction

    /// A number and what is asked of it.
    public init(_ name: String, _ value: Double, _ direction: Direction, _ threshold: Double) {
        self.name = name
        self.value = value
        self.threshold = threshold
        self.direction = direction
    }

    /// Whether the number reaches its threshold.
    public var holds: Bool { direction.isReached(by: value, bound: threshold) }
}

/// The same measurement where the effect cannot be: it must not reach a bound.
public struct Control: Sendable, Hashable {
    /// What was measured.
    public let name: String
    /// The number.
    public let value: Double
    /// The bound that it must stay away from.
    public let mustNotReach: Double
    /// The side of the bound on which it must not lie.
    public let direction: Direction

    /// - Parameter direction: The side of `bound` that the value must stay away from.
    public init(_ name: String, _ value: Double, mustNotReach direction: Direction, _ bound: Double) {
        self.name = name
        self.value = value
        self.mustNotReach = bound
        self.direction = direction
    }

    /// A control that could not be measured shows nothing, and does not fail as it should.
    public var failsAsItShould: Bool {
        !value.isNaN && !mustNotReach.isNaN && !direction.isReached(by: value, bound: mustNotReach)
    }
}

/// A measured number of which nothing is asked.
public struct Reading: Sendable, Hashable {
    /// What was measured.
    public let name: String
    /// The number.
    public let value: Double
    /// The 95% interval of the number; `nil` for one that has none.
    public let interval: ClosedRange<Double>?

    /// A number, and its 95% interval where it has one.
    public init(_ name: String, _ value: Double, _ interval: ClosedRange<Double>? = nil) {
        self.name = name
        self.value = value
        self.interval = interval
    }
}
