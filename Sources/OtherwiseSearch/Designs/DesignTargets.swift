/// What is wanted of a design's outputs: limits that must be kept, and aims to come as near as may be.
public struct DesignTargets: Sendable, Hashable {
    /// What every design must meet.
    public let limits: [DesignLimit]
    /// What is made as small or as large as can be.
    public let aims: [DesignAim]

    /// - Throws: `DesignError` for no limit, for an output with two limits or two aims, or for an empty range.
    public init(limits: [DesignLimit], aims: [DesignAim] = []) throws(DesignError) {
        guard !limits.isEmpty else { throw .noLimit }
        for names in [limits.map(\.output), aims.map(\.output)] {
            var seen: Set<String> = []
            for name in names where !seen.insert(name).inserted { throw .repeatedOutput(name) }
        }
        for limit in limits {
            guard case .within(let range) = limit.requirement, !(range.lowerBound < range.upperBound) else { continue }
            throw .emptyRange(limit.output, range.lowerBound, range.upperBound)
        }
        self.init(unchecked: limits, aims: aims)
    }

    /// Targets that are known to be in order.
    init(unchecked limits: [DesignLimit], aims: [DesignAim]) {
        self.limits = limits
        self.aims = aims
    }

    /// The outputs spoken of, each once, in order.
    var outputs: [String] {
        var seen: Set<String> = []
        return (limits.map(\.output) + aims.map(\.output)).filter { seen.insert($0).inserted }
    }
}

/// What one output must be.
public struct DesignLimit: Sendable, Hashable {
    /// The name of the output.
    public let output: String
    /// What it must be.
    public let requirement: Requirement

    /// What an output must be.
    public enum Requirement: Sendable, Hashable {
        /// A number in this range, bounds included; either may be infinite.
        case within(ClosedRange<Double>)
        /// One of these classes.
        case oneOf(Set<String>)
        /// Any class but these.
        case noneOf(Set<String>)
    }

    /// - Parameters:
    ///   - output: The name of the output.
    ///   - requirement: What it must be.
    public init(_ output: String, _ requirement: Requirement) {
        self.output = output
        self.requirement = requirement
    }

    /// Whether a class is wanted; `nil` where a number is.
    func isWanted(_ label: String) -> Bool? {
        switch requirement {
        case .within: nil
        case .oneOf(let labels): labels.contains(label)
        case .noneOf(let labels): !labels.contains(label)
        }
    }
}

/// One output to be brought down or up as far as it goes.
public struct DesignAim: Sendable, Hashable, Codable {
    /// The name of the output, a number.
    public let output: String
    /// Which way is better.
    public let direction: Direction
    /// What would do: better is still better, but less so. `nil` where nothing was said.
    public let sufficient: Double?

    /// Which way is better.
    public enum Direction: String, Sendable, Hashable, Codable {
        case minimise, maximise
    }

    /// - Parameters:
    ///   - direction: Which way is better.
    ///   - output: The name of the output, a number.
    ///   - sufficient: What would do, in the unit of the output; `nil` where nothing was said.
    public init(_ direction: Direction, _ output: String, sufficient: Double? = nil) {
        self.output = output
        self.direction = direction
        self.sufficient = sufficient
    }

    /// The output as something to minimise.
    func objective(_ value: Double) -> Double { direction == .minimise ? value : -value }
}
