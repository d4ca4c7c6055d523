public import OtherwiseCore
import OtherwiseYAML

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
/// - {name: rent, formula: 5 + 0.01 * hours, noise: {normal: 0.2}, link: exp}     # exp(formula + noise); logistic, sinh
/// - {name: owner, levels: [no, yes], scores: [0, pay / 500 - 5]}                  # or a formula for each level (softmax)
/// ```
///
/// All tables make a network, all functions a structural model of levels (roots may have probabilities), all
/// formulas a structural model of numbers; levels or hidden causes beside formulas, and scores, a mixed model.
public enum CausalModelFile: Sendable {
    case network(DiscreteNetwork)
    case discrete(DiscreteCausalModel)
    case numeric(StructuralCausalModel<PostNonlinearMechanism<Expression>>)
    case mixed(MixedCausalModel)

    /// The form that it is written in.
    public static let version = "otherwise.causal/1"

    /// - Parameter name: The name of the file, for messages; one that ends in `.bif` is read as a network.
    /// - Throws: `YAMLError`, also for a key that is not known, `CausalModelError` or `SyntaxError`.
    public init(text: String, name: String) throws {
        if name.lowercased().hasSuffix(".bif") {
            self = .network(try DiscreteNetwork(bif: text))
            return
        }
        let form = "See `otherwise ask --help` for the form"
        self = try Content(try YAMLDocument.entry(text, file: name, form: form)).built()
    }

    /// What causes what in it.
    public var graph: CausalGraph {
        switch self {
        case .network(let network): network.graph
        case .discrete(let model): model.graph
        case .numeric(let model): model.graph
        case .mixed(let model): model.observedGraph
        }
    }

    /// What the model says to a question.
    ///
    /// - Parameters:
    ///   - row: The observed values of the unit that the question names; `nil` where it names none.
    ///   - seed: Of what is drawn at random.
    /// - Throws: `QuestionError` for a question that the model cannot be asked; `CausalModelError`.
    public func answer(_ question: CausalQuestion, row: [String: Value]? = nil, seed: UInt64 = 1) throws -> CausalAnswer
    {
        switch self {
        case .network(let network): try network.answer(question, row: row)
        case .discrete(let model): try model.answer(question, row: row)
        case .numeric(let model): try model.answer(question, row: row, seed: seed)
        case .mixed(let model): try model.answer(question, row: row, seed: seed)
        }
    }
}

extension CausalModelFile {
    /// What a file says, before it is known which kind of model that makes.
    struct Content {
        let exogenous: [String: [Double]]?
        let variables: [Entry]

        init(_ entry: YAMLEntry) throws {
            let members = try entry.members(["model", "exogenous", "variables"])
            let model = try entry.required("model", in: members)
            guard try model.text() == CausalModelFile.version else {
                throw model.fault("the model is of another version", hint: "Write `model: \(CausalModelFile.version)`")
            }
            exogenous = try members["exogenous"]?.members().mapValues { try $0.numbers() }
            let list = try entry.required("variables", in: members)
            variables = try list.elements().map(Entry.init)
            guard !variables.isEmpty else { throw list.fault("there are no variables", hint: "List some") }
        }

        func built() throws -> CausalModelFile {
            let hidden = (exogenous ?? [:]).keys
            for entry in variables { try entry.requireAddedNoise(beside: variables.map(\.name) + hidden) }
            if variables.allSatisfy({ $0.formula != nil }), hidden.isEmpty {
                let mechanisms = try variables.map { ($0.name, try $0.mechanism()) }
                return .numeric(try StructuralCausalModel(try Self.unique(mechanisms)))
            }
            guard variables.allSatisfy({ $0.formula == nil && $0.scores == nil }) else { return .mixed(try mixed()) }
            let declared = try variables.map { try $0.discrete() }
            if variables.allSatisfy({ $0.function == nil }), hidden.isEmpty {
                return .network(
                    try DiscreteNetwork(variables: declared, tables: try variables.map { try $0.conditional() }))
            }
            return .discrete(try structural(declared))
        }

        static func unique<Mechanism>(_ pairs: [(String, Mechanism)]) throws -> [String: Mechanism] {
            var result: [String: Mechanism] = [:]
            for (name, mechanism) in pairs where result.updateValue(mechanism, forKey: name) != nil {
                throw CausalModelError.inconsistent("'\(name)' is given twice.")
            }
            return result
        }
    }

    /// A variable as it is written.
    struct Entry {
        let place: YAMLEntry
        let name: String
        let levels: [String]?
        let parents: [String]?
        let probabilities: [Double]?
        let table: [[Double]]?
        let function: String?
        let formula: String?
        let scores: [String]?
        let noise: NoiseDistribution
        let link: Link

        init(_ entry: YAMLEntry) throws(YAMLError) {
            let members = try entry.members([
                "name", "levels", "parents", "probabilities", "table", "function", "formula", "scores", "noise", "link",
            ])
            place = entry
            name = try entry.required("name", in: members).text()
            levels = try members["levels"]?.distinctTexts()
            parents = try members["parents"]?.texts()
            probabilities = try members["probabilities"]?.numbers()
            table = try members["table"]?.elements().map { row throws(YAMLError) in try row.numbers() }
            function = try members["function"]?.text()
            formula = try members["formula"]?.text()
            scores = try members["scores"]?.texts()
            noise = try members["noise"]?.noise() ?? .none
            link = try members["link"]?.link() ?? .identity
            try requireOneWay(members)
        }

        /// - Throws: `YAMLError` where its value is given in two ways, or with what does not go with the way.
        private func requireOneWay(_ members: [String: YAMLEntry]) throws(YAMLError) {
            let ways = ["probabilities", "table", "function", "formula", "scores"].filter { members[$0] != nil }
            guard ways.count < 2 else {
                throw place.fault("it has both \(ways[0]) and \(ways[1])", hint: "Give it one of them")
            }
            for name in ["noise", "link"] where formula == nil {
                if let own = members[name] { throw own.fault("it goes with a formula", hint: "Leave it out") }
            }
            if let way = ["function", "formula", "scores"].first(where: { members[$0] != nil }), parents != nil {
                throw place.fault("it has parents and \(way)", hint: "A formula names its causes itself")
            }
            guard formula == nil || levels == nil else {
                throw place.fault(
                    "it has a formula and levels",
                    hint: "A formula gives a number; of levels give a function or scores")
            }
        }

        /// - Throws: `YAMLError` for a variable without levels.
        func discrete() throws(YAMLError) -> DiscreteVariable {
            guard let levels, !levels.isEmpty else {
                throw place.fault("it has no levels", hint: "List its levels, or give it a formula if it is a number")
            }
            return DiscreteVariable(name: name, levels: levels)
        }

        func conditional() throws -> ConditionalTable {
            guard let rows = table ?? probabilities.map({ [$0] }) else {
                throw place.fault("it has neither probabilities, a table, a function nor scores", hint: "Give it one")
            }
            if let odd = rows.first(where: { $0.count != levels?.count }) {
                throw CausalModelError.shape(variable: name, found: odd.count, expected: levels?.count ?? 0)
            }
            return ConditionalTable(variable: name, parents: parents ?? [], probabilities: rows.flatMap { $0 })
        }

        /// - Throws: `YAMLError` for a formula that takes noise for a variable: what is not added could not be recovered.
        func requireAddedNoise(beside names: [String]) throws {
            guard let formula, !names.contains("noise"), try Expression(formula).variables.contains("noise") else {
                return
            }
            throw place.fault(
                "its formula names 'noise', which is added to what a formula gives and is no part of it",
                hint: "Write noise: {normal: 1} beside it; where noise multiplies, link: exp")
        }

        func mechanism() throws -> PostNonlinearMechanism<Expression> {
            PostNonlinearMechanism(AdditiveNoiseMechanism(try Expression(formula ?? ""), noise: noise), through: link)
        }
    }
}

extension YAMLEntry {
    fileprivate func distinctTexts() throws(YAMLError) -> [String] {
        let texts = try texts()
        guard Set(texts).count == texts.count else { throw fault("a level is listed twice", hint: "List each once") }
        return texts
    }

    fileprivate func texts() throws(YAMLError) -> [String] {
        try elements().map { entry throws(YAMLError) in try entry.text() }
    }

    fileprivate func numbers() throws(YAMLError) -> [Double] {
        try elements().map { entry throws(YAMLError) in try entry.number() }
    }

    fileprivate func link() throws(YAMLError) -> Link {
        guard let link = Link(named: try text()) else {
            throw fault("it is no link", hint: "Write \(Link.allCases.map(\.name).joined(separator: ", "))")
        }
        return link
    }

    /// `none`, `{normal: 2}` or `{uniform: [-1, 1]}`.
    fileprivate func noise() throws(YAMLError) -> NoiseDistribution {
        if (try? text()) == "none" { return .none }
        let members = try members(["normal", "uniform"])
        guard members.count == 1 else {
            throw fault("one distribution is expected", hint: "Write {normal: 2} or {uniform: [-1, 1]}")
        }
        if let normal = members["normal"] {
            let deviation = try normal.number()
            guard deviation >= 0 else {
                throw normal.fault("a standard deviation is at least 0", hint: "Write {normal: 2}")
            }
            return .normal(mean: 0, deviation: deviation)
        }
        let ends = try members["uniform"]?.numbers() ?? []
        guard ends.count == 2, ends[0] <= ends[1], (ends[1] - ends[0]).isFinite else {
            throw fault("it is no range", hint: "Write {uniform: [-1, 1]}")
        }
        return .uniform(ends[0]...ends[1])
    }
}
