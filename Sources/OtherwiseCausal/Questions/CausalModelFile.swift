import Foundation
public import OtherwiseCore
import OtherwiseYAML
import Yams

/// A causal model as a person writes it, in YAML:
///
/// ```yaml
/// model: otherwise.causal/1
/// exogenous:                        # hidden causes; functions that share one are confounded
///   gene: [0.8, 0.2]
/// variables:
/// - {name: smoking, levels: [no, yes], probabilities: [0.7, 0.3]}
/// - name: tar                       # a table: a row for each combination of parents, the last parent fastest
///   levels: [no, yes]
///   parents: [smoking]
///   table: [[0.9, 0.1], [0.2, 0.8]]
/// - {name: cancer, levels: [no, yes], function: tar and gene}       # or a function of level numbers
/// - {name: pay, formula: 1200 + 25 * hours, noise: {normal: 80}}    # or numbers; noise: normal, uniform, none
/// ```
///
/// All tables make a network, all functions a structural model of levels (roots may have probabilities), all
/// formulas a structural model of numbers.
public enum CausalModelFile: Sendable {
    case network(DiscreteNetwork)
    case discrete(DiscreteCausalModel)
    case numeric(StructuralCausalModel<AdditiveNoiseMechanism<Expression>>)

    public static let version = "otherwise.causal/1"

    /// - Parameter name: The name of the file, for messages; one that ends in `.bif` is read as a network.
    /// - Throws: `QuestionError`, `YAMLError`, `CausalModelError` or `SyntaxError`.
    public init(text: String, name: String) throws {
        if name.lowercased().hasSuffix(".bif") {
            self = .network(try DiscreteNetwork(bif: text))
            return
        }
        let content: Content
        do {
            content = try YAMLDecoder().decode(
                Content.self, from: YAMLDocument.node(text, file: name, form: "See `otherwise ask --help` for the form")
            )
        } catch let error as DecodingError {
            throw QuestionError("\(name): \(error.shortDescription)", hint: "See `otherwise ask --help` for the form")
        }
        guard content.model == Self.version else {
            throw QuestionError(
                "\(name): the model is of version '\(content.model)'", hint: "Write `model: \(Self.version)`")
        }
        self = try content.built(name)
    }

    public var graph: CausalGraph {
        switch self {
        case .network(let network): network.graph
        case .discrete(let model): model.graph
        case .numeric(let model): model.graph
        }
    }

    public func answer(_ question: CausalQuestion, row: [String: Value]? = nil, seed: UInt64 = 1) throws -> CausalAnswer
    {
        switch self {
        case .network(let network): try network.answer(question, row: row)
        case .discrete(let model): try model.answer(question, row: row)
        case .numeric(let model): try model.answer(question, row: row, seed: seed)
        }
    }
}

extension CausalModelFile {
    fileprivate struct Content: Decodable {
        let model: String
        let exogenous: [String: [Double]]?
        let variables: [Entry]

        func built(_ name: String) throws -> CausalModelFile {
            guard !variables.isEmpty else { throw QuestionError("\(name): there are no variables", hint: "List some") }
            if variables.allSatisfy({ $0.formula != nil }) {
                let mechanisms = try variables.map { ($0.name, try $0.mechanism()) }
                return .numeric(try StructuralCausalModel(try Self.unique(mechanisms)))
            }
            let declared = try variables.map { entry in
                guard let levels = entry.levels, entry.formula == nil else {
                    throw QuestionError(
                        "'\(entry.name)' has \(entry.formula == nil ? "no levels" : "a formula, others have levels")",
                        hint: "Give all variables levels, or all a formula")
                }
                return DiscreteVariable(name: entry.name, levels: levels)
            }
            if variables.allSatisfy({ $0.function == nil }), exogenous == nil {
                return .network(
                    try DiscreteNetwork(variables: declared, tables: try variables.map { try $0.conditional() }))
            }
            return .discrete(try structural(declared))
        }

        private func structural(_ declared: [DiscreteVariable]) throws -> DiscreteCausalModel {
            var sources = (exogenous ?? [:]).sorted { $0.key < $1.key }.map(ExogenousVariable.init)
            var mechanisms: [(String, DiscreteMechanism)] = []
            for (entry, variable) in zip(variables, declared) {
                if let function = entry.function {
                    let formula = try Expression(function)
                    mechanisms.append((entry.name, try entry.mechanism(formula, variable, declared, sources)))
                } else {
                    let own = try entry.conditional()
                    guard own.parents.isEmpty else {
                        throw QuestionError(
                            "'\(entry.name)' has a table, other variables have functions",
                            hint:
                                "Give it a function of its parents and an exogenous variable, so that what would have been is settled"
                        )
                    }
                    sources.append(
                        ExogenousVariable(name: "own cause of \(entry.name)", probabilities: own.probabilities))
                    mechanisms.append(
                        (
                            entry.name,
                            DiscreteMechanism(
                                exogenous: ["own cause of \(entry.name)"], table: Array(own.probabilities.indices))
                        ))
                }
            }
            return try DiscreteCausalModel(
                variables: declared, exogenous: sources, mechanisms: try Self.unique(mechanisms))
        }

        private static func unique<Mechanism>(_ pairs: [(String, Mechanism)]) throws -> [String: Mechanism] {
            var result: [String: Mechanism] = [:]
            for (name, mechanism) in pairs where result.updateValue(mechanism, forKey: name) != nil {
                throw CausalModelError.inconsistent("'\(name)' is given twice.")
            }
            return result
        }
    }

    fileprivate struct Entry: Decodable {
        let name: String
        let levels: [String]?
        let parents: [String]?
        let probabilities: [Double]?
        let table: [[Double]]?
        let function: String?
        let formula: String?
        let noise: Noise?

        func conditional() throws -> ConditionalTable {
            guard let rows = table ?? probabilities.map({ [$0] }) else {
                throw QuestionError("'\(name)' has neither probabilities, a table nor a function", hint: "Give it one")
            }
            if let odd = rows.first(where: { $0.count != levels?.count }) {
                throw CausalModelError.shape(variable: name, found: odd.count, expected: levels?.count ?? 0)
            }
            return ConditionalTable(variable: name, parents: parents ?? [], probabilities: rows.flatMap { $0 })
        }

        func mechanism() throws -> AdditiveNoiseMechanism<Expression> {
            AdditiveNoiseMechanism(try Expression(formula ?? ""), noise: try (noise ?? Noise()).distribution(of: name))
        }

        /// The table of a formula over level numbers, rounded.
        func mechanism(
            _ formula: Expression, _ variable: DiscreteVariable, _ declared: [DiscreteVariable],
            _ sources: [ExogenousVariable]
        ) throws -> DiscreteMechanism {
            let names = formula.variables.sorted()
            let parents = names.filter { name in declared.contains { $0.name == name } }
            let hidden = names.filter { !parents.contains($0) }
            let sizes = try (parents + hidden).map { name in
                guard
                    let size = declared.first(where: { $0.name == name })?.levels.count
                        ?? sources.first(where: { $0.name == name })?.probabilities.count
                else {
                    throw CausalModelError.unknownVariable(name, names: declared.map(\.name) + sources.map(\.name))
                }
                return size
            }
            let count = sizes.reduce(1.0) { $0 * Double($1) }
            guard count <= 1_000_000 else {
                throw CausalModelError.tooLarge("The function of '\(variable.name)'", count: count, limit: 1_000_000)
            }
            var columns = Dictionary(uniqueKeysWithValues: (parents + hidden).map { ($0, [Double]()) })
            var walk = Odometer(cardinalities: sizes)
            for _ in 0..<Int(count) {
                for (name, level) in zip(parents + hidden, walk.levels) { columns[name]?.append(Double(level)) }
                walk.advance()
            }
            let table = try formula.values(columns, count: Int(count)).map { value in
                guard let level = Int(exactly: value.rounded()), variable.levels.indices.contains(level) else {
                    throw CausalModelError.unknownLevel(
                        value.plain, of: variable.name, levels: variable.levels.indices.map(String.init))
                }
                return level
            }
            return DiscreteMechanism(parents: parents, exogenous: hidden, table: table)
        }
    }

    fileprivate struct Noise: Decodable {
        var normal: Double?
        var uniform: [Double]?

        func distribution(of name: String) throws -> NoiseDistribution {
            if let normal {
                guard normal >= 0, normal.isFinite, uniform == nil else {
                    throw QuestionError(
                        "The noise of '\(name)' is no standard deviation", hint: "Write noise: {normal: 2}")
                }
                return .normal(mean: 0, deviation: normal)
            }
            guard let uniform else { return .none }
            guard uniform.count == 2, uniform.allSatisfy(\.isFinite), uniform[0] <= uniform[1] else {
                throw QuestionError("The noise of '\(name)' is no range", hint: "Write noise: {uniform: [-1, 1]}")
            }
            return .uniform(uniform[0]...uniform[1])
        }
    }
}

extension DecodingError {
    /// Where in the file, and what is wrong there.
    fileprivate var shortDescription: String {
        let (context, problem): (Context, String) =
            switch self {
            case .keyNotFound(let key, let context): (context, "'\(key.stringValue)' is missing")
            case .typeMismatch(_, let context), .valueNotFound(_, let context):
                (context, "a value is of the wrong kind")
            case .dataCorrupted(let context): (context, context.debugDescription)
            @unknown default: (Context(codingPath: [], debugDescription: ""), "it cannot be read")
            }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? problem : "at \(path): \(problem)"
    }
}
