import OtherwiseCSV
import OtherwiseCore
import OtherwiseTabular

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
    /// Nothing: the check makes its items itself.
    public var itemFormat: String? { nil }
}

/// A file of items for a check.
public struct CheckItems: Sendable, Hashable {
    /// The file's name, for messages.
    public let name: String
    /// What the file holds.
    public let bytes: [UInt8]

    /// A file's name and what it holds.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The items as a table with at least one row.
    ///
    /// - Parameter format: What the check reads, for the message.
    /// - Throws: `SystemError.badItems`.
    func table(of format: String) throws(SystemError) -> Table {
        func bad(_ problem: String) -> SystemError { .badItems(file: name, problem: problem, format: format) }
        guard !bytes.isEmpty else { throw bad("it is empty") }
        do {
            var reader = TableReader(try CSVReader(bytes: bytes))
            if let table = try reader.next() { return table }
        } catch { throw bad((error as? any CodedError)?.problem ?? "\(error)") }
        throw bad("it has no rows")
    }
}

/// What an experiment measured.
public struct Findings: Sendable, Hashable {
    /// Numbers that must reach a threshold.
    public var figures: [Figure]
    /// Numbers that must not.
    public var controls: [Control]
    /// What was measured beside them.
    public var readings: [Reading]
    /// How many items were asked about, and of how many they must be for more than chance; `nil` where any number does.
    public var items: ItemCount?

    /// What was measured.
    public init(figures: [Figure] = [], controls: [Control] = [], readings: [Reading] = []) {
        self.figures = figures
        self.controls = controls
        self.readings = readings
    }

    /// Whether there is a figure and every one holds, and there is a control and every one fails as it should, on items
    /// enough.
    public var hold: Bool {
        items?.isEnough ?? true && !figures.isEmpty && !controls.isEmpty && figures.allSatisfy(\.holds)
            && controls.allSatisfy(\.failsAsItShould)
    }
}

/// How many items a check asked about, and how many it needs.
public struct ItemCount: Sendable, Hashable, Encodable {
    /// How many were asked about.
    public let asked: Int
    /// Of fewer than this chance decides.
    public let needed: Int

    /// - Parameters:
    ///   - asked: How many were asked about.
    ///   - needed: Of fewer than this chance decides.
    public init(asked: Int, needed: Int) { (self.asked, self.needed) = (asked, needed) }

    /// Whether they are enough.
    public var isEnough: Bool { asked >= needed }
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
