/// An experiment that shows whether a system does what its source claims.
public protocol Check: Sendable {
    /// What is shown when every figure holds and every control fails, in one sentence.
    var claim: String { get }

    /// The format of the items that can take the place of its own, in words; `nil` where it makes all of them itself.
    var itemFormat: String? { get }

    /// Runs the experiment.
    ///
    /// - Parameters:
    ///   - seed: Of everything that is drawn at random.
    ///   - items: Items to use in the place of its own; `nil` for its own.
    /// - Throws: `SystemError.badItems` for items that are not of its format.
    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings
}

extension Check {
    public var itemFormat: String? { nil }
}

/// A file of items for a check.
public struct CheckItems: Sendable, Hashable {
    /// The file's name, for messages.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// What an experiment measured.
public struct Findings: Sendable, Hashable {
    public var figures: [Figure]
    public var controls: [Control]

    public init(figures: [Figure] = [], controls: [Control] = []) {
        self.figures = figures
        self.controls = controls
    }

    /// Whether there is a figure and every one holds, and there is a control and every one fails as it should.
    public var hold: Bool {
        !figures.isEmpty && !controls.isEmpty && figures.allSatisfy(\.holds) && controls.allSatisfy(\.failsAsItShould)
    }
}

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
    public let name: String
    public let value: Double
    public let threshold: Double
    public let direction: Direction

    public init(_ name: String, _ value: Double, _ direction: Direction, _ threshold: Double) {
        self.name = name
        self.value = value
        self.threshold = threshold
        self.direction = direction
    }

    public var holds: Bool { direction.isReached(by: value, bound: threshold) }
}

/// The same measurement where the effect cannot be: it must not reach a bound.
public struct Control: Sendable, Hashable {
    public let name: String
    public let value: Double
    public let mustNotReach: Double
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
