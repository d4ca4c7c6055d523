import OtherwiseCore

/// What is set in a world, as mechanisms read it; a variable may be as it is in yet another world.
struct UnitWorld: Hashable {
    private indirect enum Setting: Hashable {
        case value(Double)
        case same(as: UnitWorld)
    }

    private var settings: [String: Setting] = [:]

    /// The world as it is.
    init() {}

    /// - Throws: `CausalModelError` for a name or a level that the model does not know; `QuestionError` for what is no number.
    init(_ settings: [String: CounterfactualVariable.Setting], _ model: MixedCausalModel) throws {
        for (name, setting) in settings {
            _ = try model.graph.place(of: name)
            self.settings[name] =
                switch setting {
                case .value(let value): .value(try model.code(of: value, name))
                case .asUnder(let other): .same(as: try UnitWorld(other, model))
                }
        }
    }

    /// What is set, where nothing is as it is in another world; else `nil`.
    var values: [String: Double]? {
        var values: [String: Double] = [:]
        for (name, setting) in settings {
            guard case .value(let value) = setting else { return nil }
            values[name] = value
        }
        return values
    }

    /// The values of all variables for some units, by place in the graph.
    ///
    /// - Throws: `QuestionError` for a unit for which the model gives none.
    func columns(of units: MixedReasoner.Units) throws -> [[Double]] {
        var replaced: [Int: [Double]] = [:]
        for (name, setting) in settings {
            let place = try units.structural.graph.place(of: name)
            replaced[place] =
                switch setting {
                case .value(let value): units.weighed.weights.map { _ in value }
                case .same(let other): try other.columns(of: units)[place]
                }
        }
        let columns = units.structural.columns(units.weighed.units, setting: replaced)
        try units.requireValues(Dictionary(uniqueKeysWithValues: zip(units.structural.graph.nodes, columns)))
        return columns
    }
}
