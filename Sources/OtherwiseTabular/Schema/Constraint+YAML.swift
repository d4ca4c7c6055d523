import OtherwiseCore
import OtherwiseYAML

extension Constraint {
    init(_ entry: YAMLEntry) throws {
        let members = try entry.members(["sum", "at_least", "at_most", "one_hot", "if", "then"])
        let keys = Set(members.keys)
        if keys.contains("sum"), keys.isSubset(of: ["sum", "at_least", "at_most"]) {
            self = .linear(
                coefficients: try entry.required("sum", in: members).numbers(),
                range: try entry.range(members) ?? -.infinity ... .infinity)
        } else if keys == ["one_hot"] {
            self = .oneHot(try entry.required("one_hot", in: members).texts())
        } else if keys == ["if", "then"] {
            self = .implication(
                try Condition(entry.required("if", in: members)), try Condition(entry.required("then", in: members)))
        } else {
            throw entry.fault(
                "a constraint is `sum` with at_least or at_most, `one_hot`, or `if` with `then`, and nothing else")
        }
    }

    /// The constraint as it stands in a list of a schema file.
    var lines: [String] {
        switch self {
        case .linear(let coefficients, let range): ([("sum", YAMLText.numbers(coefficients))] + range.bounds).listed
        case .oneHot(let names): [("one_hot", YAMLText.list(names.map(YAMLText.scalar)))].listed
        case .implication(let premise, let conclusion): [("if", premise.text), ("then", conclusion.text)].listed
        }
    }
}

extension Condition {
    private static let keys = [
        "feature", "changes", "rises", "falls", "rises_by", "falls_by", "at_least", "at_most", "one_of", "rises_with",
        "levels",
    ]

    fileprivate init(_ entry: YAMLEntry) throws {
        let members = try entry.members(Self.keys)
        let tests = try Self.tests(members, in: entry)
        guard tests.count == 1 else {
            throw entry.fault(
                "a condition says \(tests.isEmpty ? "nothing" : "more than one thing")",
                hint:
                    "Use one of changes, rises, falls, rises_by, falls_by, at_least and at_most, one_of, or rises_with and levels"
            )
        }
        self.init(feature: try entry.required("feature", in: members).text(), tests[0])
    }

    private static func tests(_ members: [String: YAMLEntry], in entry: YAMLEntry) throws -> [Test] {
        let tests: [Test?] = [
            try members["changes"].map { try $0.flag() ? .changes : .stays },
            try members["rises"].map { try $0.affirmed(.rises) },
            try members["falls"].map { try $0.affirmed(.falls) },
            try members["rises_by"].map { .risesBy(atLeast: try $0.number()) },
            try members["falls_by"].map { .fallsBy(atLeast: try $0.number()) },
            try members["one_of"].map { .oneOf(Set(try $0.texts())) },
            try entry.range(members).map { .within($0) },
            try risesWith(members, in: entry),
        ]
        return tests.compactMap(\.self)
    }

    private static func risesWith(_ members: [String: YAMLEntry], in entry: YAMLEntry) throws -> Test? {
        guard let other = members["rises_with"] else {
            guard members["levels"] == nil else { throw entry.fault("`levels` needs `rises_with`") }
            return nil
        }
        return .risesWith(of: try other.text(), levels: try entry.required("levels", in: members).numbers())
    }

    fileprivate var text: String { YAMLText.members([("feature", YAMLText.scalar(feature))] + test.members) }
}

extension Condition.Test {
    fileprivate var members: [(name: String, value: String)] {
        switch self {
        case .changes: [("changes", "true")]
        case .stays: [("changes", "false")]
        case .rises: [("rises", "true")]
        case .falls: [("falls", "true")]
        case .risesBy(let amount): [("rises_by", YAMLText.scalar(amount))]
        case .fallsBy(let amount): [("falls_by", YAMLText.scalar(amount))]
        case .within(let range): range.bounds
        case .oneOf(let categories): [("one_of", YAMLText.list(categories.sorted().map(YAMLText.scalar)))]
        case .risesWith(let other, let levels):
            [("rises_with", YAMLText.scalar(other)), ("levels", YAMLText.numbers(levels))]
        }
    }
}

extension YAMLEntry {
    /// Numbers by name.
    fileprivate func numbers() throws -> [String: Double] { try members().mapValues { try $0.number() } }

    /// A condition that holds: what would not is `changes: false`, or left out.
    fileprivate func affirmed(_ test: Condition.Test) throws(YAMLError) -> Condition.Test {
        guard try flag() else { throw fault("only true says something here", hint: "Write true, or `changes: false`") }
        return test
    }

    /// What `at_least` and `at_most` say together; `nil` for neither.
    fileprivate func range(_ members: [String: YAMLEntry]) throws -> ClosedRange<Double>? {
        guard members["at_least"] != nil || members["at_most"] != nil else { return nil }
        let low = try members["at_least"]?.number() ?? -.infinity
        let high = try members["at_most"]?.number() ?? .infinity
        guard low <= high else {
            throw fault("at least \(low.plain) and at most \(high.plain) is nothing", hint: "Exchange the two bounds")
        }
        return low...high
    }
}

extension YAMLText {
    fileprivate static func numbers(_ numbers: [String: Double]) -> String {
        members(numbers.sorted { $0.key < $1.key }.map { (scalar($0.key), scalar($0.value)) })
    }
}

extension ClosedRange<Double> {
    /// The bounds that there are, as members.
    fileprivate var bounds: [(name: String, value: String)] {
        (lowerBound > -.infinity ? [("at_least", YAMLText.scalar(lowerBound))] : [])
            + (upperBound < .infinity ? [("at_most", YAMLText.scalar(upperBound))] : [])
    }
}
