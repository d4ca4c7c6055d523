import OtherwiseCore
import OtherwiseYAML

extension CausalModelFile.Content {
    /// A model in which all variables have levels, by functions of others and of hidden causes; roots may have
    /// probabilities.
    func structural(_ declared: [DiscreteVariable]) throws -> DiscreteCausalModel {
        let sources = (exogenous ?? [:]).sorted { $0.key < $1.key }.map(ExogenousVariable.init)
        let own = try variables.filter { $0.function == nil }.map { try $0.ownCause() }
        let functions = LevelFunctions(variables: declared, sources: sources + own)
        let mechanisms = try zip(variables, declared).map { entry, variable in
            guard let function = entry.function else {
                let levels = Array(variable.levels.indices)
                return (entry.name, DiscreteMechanism(exogenous: [entry.ownCauseName], table: levels))
            }
            return (entry.name, try functions.mechanism(Expression(function), of: variable))
        }
        return try DiscreteCausalModel(
            variables: declared, exogenous: functions.sources, mechanisms: try Self.unique(mechanisms))
    }
}

extension CausalModelFile.Entry {
    fileprivate var ownCauseName: String { "own cause of \(name)" }

    /// A hidden cause that is the variable itself.
    ///
    /// - Throws: `YAMLError` for a table with parents, which leaves open what would have been.
    fileprivate func ownCause() throws -> ExogenousVariable {
        let own = try conditional()
        guard own.parents.isEmpty else {
            throw place.fault(
                "it has a table, other variables have functions",
                hint:
                    "Give it a function of its parents and an exogenous variable, so that what would have been is settled"
            )
        }
        let shares = try own.probabilities.normalisedProbabilities(of: name)
        return ExogenousVariable(name: ownCauseName, probabilities: shares)
    }
}

/// Formulas over the numbers of levels, as tables.
private struct LevelFunctions {
    let variables: [DiscreteVariable]
    let sources: [ExogenousVariable]

    private static let limit = 1_000_000

    /// - Throws: `CausalModelError` for a name that is not known, more combinations than are tabled, and a number that no
    ///   level has.
    func mechanism(_ formula: Expression, of variable: DiscreteVariable) throws -> DiscreteMechanism {
        let formula = try numbering.applied(to: formula), names = formula.variables.sorted()
        let parents = names.filter { name in variables.contains { $0.name == name } }
        let hidden = names.filter { !parents.contains($0) }
        let sizes = try (parents + hidden).map { try size(of: $0) }
        let count = sizes.reduce(1.0) { $0 * Double($1) }
        guard count <= Double(Self.limit) else {
            throw CausalModelError.tooLarge("The function of '\(variable.name)'", count: count, limit: Self.limit)
        }
        let numbers = formula.values(Self.combinations(of: parents + hidden, sizes), count: Int(count))
        return DiscreteMechanism(
            parents: parents, exogenous: hidden, table: try numbers.map { try Self.level($0, of: variable) })
    }

    private var numbering: LevelNumbering {
        LevelNumbering(
            levels: Dictionary(variables.map { ($0.name, $0.levels) }) { first, _ in first },
            names: Set(variables.map(\.name) + sources.map(\.name)), isFunction: true)
    }

    private func size(of name: String) throws(CausalModelError) -> Int {
        if let variable = variables.first(where: { $0.name == name }) { return variable.levels.count }
        if let source = sources.first(where: { $0.name == name }) { return source.probabilities.count }
        throw .unknownVariable(name, names: variables.map(\.name) + sources.map(\.name))
    }

    /// All combinations of levels, by variable, the last one fastest.
    private static func combinations(of names: [String], _ sizes: [Int]) -> [String: [Double]] {
        var columns = Dictionary(uniqueKeysWithValues: names.map { ($0, [Double]()) })
        var walk = Odometer(cardinalities: sizes)
        for _ in 0..<sizes.reduce(1, *) {
            for (name, level) in zip(names, walk.levels) { columns[name]?.append(Double(level)) }
            walk.advance()
        }
        return columns
    }

    private static func level(_ number: Double, of variable: DiscreteVariable) throws(CausalModelError) -> Int {
        guard let level = Int(exactly: number.rounded()), variable.levels.indices.contains(level) else {
            throw .unknownLevel(number.plain, of: variable.name, levels: variable.levels.indices.map(String.init))
        }
        return level
    }
}
