/// A cause outside the model: a finite variable with given probabilities, independent of all others.
public struct ExogenousVariable: Sendable, Hashable, Codable {
    /// The name.
    public let name: String
    /// Of its levels 0, 1, …; they sum to 1, up to rounding.
    public let probabilities: [Double]

    /// - Parameter probabilities: Of its levels 0, 1, …
    public init(name: String, probabilities: [Double]) {
        self.name = name
        self.probabilities = probabilities
    }

    /// A coin that shows 1 with probability `chance`.
    public static func coin(_ name: String, _ chance: Double = 0.5) -> ExogenousVariable {
        ExogenousVariable(name: name, probabilities: [1 - chance, chance])
    }
}

/// How a discrete variable follows from its parents and from exogenous variables: a function, as a table.
public struct DiscreteMechanism: Sendable, Hashable, Codable {
    /// The names of the causes, in the order in which values are given.
    public let parents: [String]
    /// The names of its exogenous variables.
    public let exogenous: [String]
    /// The level of the variable, row-major over the levels of the parents, then of the exogenous variables.
    public let table: [Int]

    /// - Parameter table: Row-major, as `table` says.
    public init(parents: [String] = [], exogenous: [String] = [], table: [Int]) {
        (self.parents, self.exogenous, self.table) = (parents, exogenous, table)
    }

    /// The table of a function.
    ///
    /// - Parameters:
    ///   - parents: Names with numbers of levels.
    ///   - exogenous: Names with numbers of levels.
    ///   - function: The variable's level for the levels of the parents and of the exogenous variables.
    public init(
        parents: KeyValuePairs<String, Int> = [:], exogenous: KeyValuePairs<String, Int> = [:],
        _ function: ([Int], [Int]) -> Int
    ) {
        let sizes = parents.map(\.value) + exogenous.map(\.value)
        var walk = Odometer(cardinalities: sizes)
        var table: [Int] = []
        for _ in 0..<sizes.reduce(1, *) {
            table.append(function(Array(walk.levels[..<parents.count]), Array(walk.levels[parents.count...])))
            walk.advance()
        }
        self.init(parents: parents.map(\.key), exogenous: exogenous.map(\.key), table: table)
    }
}
