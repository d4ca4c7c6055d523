import OtherwiseCore
import OtherwiseYAML

extension CausalModelFile.Content {
    /// Levels, or hidden causes, beside numbers. A hidden cause is a variable of levels 0, 1 and so on that nobody
    /// observes.
    func mixed() throws -> MixedCausalModel {
        let causes = (exogenous ?? [:]).sorted { $0.key < $1.key }
        let hidden = causes.map { DiscreteVariable(name: $0.key, levels: $0.value.indices.map(String.init)) }
        let discrete = try hidden + variables.filter { $0.formula == nil }.map { try $0.discrete() }
        let levels = Dictionary(discrete.map { ($0.name, $0.levels) }) { first, _ in first }
        let names = Set(variables.map(\.name) + causes.map(\.key))
        let mechanisms =
            try causes.map { ($0.key, try Self.root($0.key, $0.value)) }
            + variables.map { ($0.name, try $0.written(levels, names)) }
        return try MixedCausalModel(
            try Self.unique(mechanisms), discrete: discrete, hidden: Set(causes.map(\.key)))
    }

    private static func root(_ name: String, _ probabilities: [Double]) throws(CausalModelError) -> WrittenMechanism {
        let shares = try probabilities.normalisedProbabilities(of: name)
        let table = WrittenLevels.table(shares, parentLevels: [], levels: shares.count)
        return .levels(GumbelMaxMechanism(parents: [], function: table, seed: 0))
    }
}

extension CausalModelFile.Entry {
    /// - Parameters:
    ///   - levels: Of the variables that have some.
    ///   - names: Of all variables.
    fileprivate func written(_ levels: [String: [String]], _ names: Set<String>) throws -> WrittenMechanism {
        func read(_ text: String) throws -> Expression {
            try LevelNumbering(levels: levels, names: names, isFunction: self.function != nil).applied(
                to: Expression(text))
        }
        if let formula {
            return .number(
                PostNonlinearMechanism(AdditiveNoiseMechanism(try read(formula), noise: noise), through: link))
        }
        let count = self.levels?.count ?? 0
        let function: WrittenLevels
        if let scores {
            guard scores.count == count else {
                throw place.fault(
                    "it has \(scores.count) scores and \(count) levels", hint: "Give each level one, in their order")
            }
            let formulas = try scores.map(read)
            function = .scores(formulas, parents: formulas.reduce(into: Set()) { $0.formUnion($1.variables) }.sorted())
        } else if let own = self.function {
            let formula = try read(own)
            function = .function(formula, parents: formula.parents, levels: count)
        } else {
            function = try table(levels, names)
        }
        return .levels(GumbelMaxMechanism(parents: function.parents ?? parents ?? [], function: function, seed: 0))
    }

    private func table(_ levels: [String: [String]], _ names: Set<String>) throws -> WrittenLevels {
        let own = try conditional()
        let sizes = try own.parents.map { parent in
            guard names.contains(parent) else {
                throw CausalModelError.unknownVariable(parent, names: names.sorted())
            }
            guard let count = levels[parent]?.count else {
                throw place.fault(
                    "its parent '\(parent.prefix(40))' has no levels, for which a table has rows",
                    hint: "Give it scores, a formula for each level: [0, 0.1 * \(parent.prefix(40))]")
            }
            return count
        }
        let count = self.levels?.count ?? 0
        return .table(try own.rows(of: sizes + [count]), parentLevels: sizes, levels: count)
    }
}

extension WrittenLevels {
    /// The causes that its formulas name; `nil` for a table, beside which they are listed.
    fileprivate var parents: [String]? {
        switch self {
        case .table: nil
        case .scores(_, let names), .function(_, let names, _): names
        }
    }
}
