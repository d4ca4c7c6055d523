public import OtherwiseCore

/// A variable with a finite number of levels.
public struct DiscreteVariable: Sendable, Hashable, Codable {
    /// The name.
    public let name: String
    /// The names of the levels, in their order.
    public let levels: [String]

    /// - Parameter levels: In their order, each once.
    public init(name: String, levels: [String]) {
        self.name = name
        self.levels = levels
    }

    /// `no` and `yes`.
    public static func binary(_ name: String) -> DiscreteVariable {
        DiscreteVariable(name: name, levels: ["no", "yes"])
    }

    /// The place of a level, as a person writes it.
    public func level(_ value: Value) throws(CausalModelError) -> Int {
        guard let place = levels.firstIndex(of: value.description) else {
            throw .unknownLevel(value.description, of: name, levels: levels)
        }
        return place
    }
}
