extension Constraint {
    /// - Throws: `SchemaError` for a feature that is not there, and for what can never hold, or always does.
    package func validate(in schema: Schema) throws(SchemaError) {
        for name in features where schema[name] == nil { throw .unknown(name, in: schema) }
        switch self {
        case .linear(let coefficients, let range): try Self.validate(coefficients, range, in: schema)
        case .oneHot(let names): try Self.validate(oneHot: names, in: schema)
        case .implication(let premise, let conclusion):
            try premise.validate(in: schema)
            try conclusion.validate(in: schema)
        }
    }

    private static func validate(
        _ coefficients: [String: Double], _ range: ClosedRange<Double>, in schema: Schema
    ) throws(SchemaError) {
        guard let first = coefficients.keys.min() else { throw .emptySum }
        for (name, factor) in coefficients.sorted(by: { $0.key < $1.key }) {
            guard schema[name]?.domain.isNumeric == true else { throw .sumOverCategory(name) }
            guard abs(factor) <= .largestFeature, factor != 0 else { throw .badFactor(name, factor) }
        }
        guard range.lowerBound < .infinity, range.upperBound > -.infinity, range != -.infinity ... .infinity else {
            throw .boundlessSum(first)
        }
    }

    private static func validate(oneHot names: [String], in schema: Schema) throws(SchemaError) {
        guard names.count > 1, Set(names).count == names.count else { throw .smallGroup(names.first ?? "") }
        for name in names where schema[name]?.domain != .numeric(range: 0...1, step: 1) { throw .noFlag(name) }
    }
}

extension Schema {
    /// - Throws: `SchemaError` for a feature in two one-hot groups.
    func validateGroups() throws(SchemaError) {
        var seen: Set<Int> = []
        for position in oneHotGroups.joined() where !seen.insert(position).inserted {
            throw .twoGroups(features[position].name)
        }
    }
}

extension Condition {
    fileprivate func validate(in schema: Schema) throws(SchemaError) {
        guard let domain = schema[feature]?.domain else { throw .unknown(feature, in: schema) }
        switch test {
        case .changes, .stays: return
        case .rises, .falls:
            guard domain.hasOrder else { throw .noOrder(feature) }
        case .risesBy(let amount), .fallsBy(let amount):
            guard domain.hasOrder else { throw .noOrder(feature) }
            guard abs(amount) <= .largestFeature else { throw .badAmount(feature, amount) }
        case .within(let range):
            guard domain.isNumeric else { throw .rangeOfCategory(feature) }
            guard range != -.infinity ... .infinity else { throw .boundlessSum(feature) }
        case .oneOf(let categories): try domain.check(categories, of: feature)
        case .risesWith(let other, let levels):
            guard domain.isNumeric else { throw .noOrder(feature) }
            try schema[other]?.domain.check(Set(levels.keys), of: other)
            if let untold = schema[other]?.domain.categories.first(where: { levels[$0] == nil }) {
                throw .noLevel(of: untold, of: other)
            }
            for level in levels.values where !(abs(level) <= .largestFeature) { throw .badAmount(other, level) }
        }
    }
}

extension Domain {
    /// Whether one value can be more than another.
    fileprivate var hasOrder: Bool {
        switch self {
        case .numeric: true
        case .categorical(_, let isOrdered): isOrdered
        }
    }

    fileprivate func check(_ named: Set<String>, of feature: String) throws(SchemaError) {
        guard !isNumeric else { throw .categoriesOfNumber(feature) }
        guard !named.isEmpty else { throw .noneNamed(feature) }
        guard let unknown = named.subtracting(categories).min() else { return }
        throw .unknownCategory(unknown, of: feature, known: categories)
    }
}

extension SchemaError {
    fileprivate static func unknown(_ name: String, in schema: Schema) -> SchemaError {
        SchemaError(
            .unknownFeature, feature: name, "a constraint names it, but the schema does not have it",
            hint: schema.features.lazy.map(\.name).nearest(to: name).map { "Did you mean '\($0)'?" }
                ?? "Name one of \(schema.names)")
    }

    fileprivate static func sumOverCategory(_ name: String) -> SchemaError {
        SchemaError(
            .wrongKind, feature: name, "a linear constraint names it, but it is a category",
            hint: "Use `if`/`then` for categories")
    }

    fileprivate static let emptySum = SchemaError(
        .emptyRule, feature: "", "a sum adds up nothing", hint: "Write `sum: {feature: factor, …}`")

    fileprivate static func badFactor(_ name: String, _ factor: Double) -> SchemaError {
        SchemaError(
            .badNumber, feature: name, "its factor in a sum is \(factor.plain)", hint: "Give a number other than 0")
    }

    fileprivate static func boundlessSum(_ name: String) -> SchemaError {
        SchemaError(
            .emptyRule, feature: name, "a constraint on it forbids nothing, or everything",
            hint: "Give `at_least` or `at_most` as a finite number")
    }

    fileprivate static func smallGroup(_ name: String) -> SchemaError {
        SchemaError(
            .emptyRule, feature: name, "`one_hot` needs at least two different features",
            hint: "List them all, once each")
    }

    fileprivate static func noFlag(_ name: String) -> SchemaError {
        SchemaError(
            .wrongKind, feature: name, "`one_hot` names it, but it is not 0 or 1",
            hint: "Make it `type: integer, range: [0, 1]`, or leave it out")
    }

    fileprivate static func twoGroups(_ name: String) -> SchemaError {
        SchemaError(.duplicate, feature: name, "it is part of two `one_hot` groups", hint: "Keep one of them")
    }

    fileprivate static func noOrder(_ name: String) -> SchemaError {
        SchemaError(
            .noOrder, feature: name, "a condition says that it rises or falls, but its categories have no order",
            hint: "List the categories from low to high and add `ordered: true`; `rises_with` is for numbers")
    }

    fileprivate static func badAmount(_ name: String, _ amount: Double) -> SchemaError {
        SchemaError(.badNumber, feature: name, "a condition on it says \(amount.plain)", hint: "Give a finite number")
    }

    fileprivate static func rangeOfCategory(_ name: String) -> SchemaError {
        SchemaError(
            .wrongKind, feature: name, "a condition gives it a range, but it is a category",
            hint: "Use `one_of: [A, B]`")
    }

    fileprivate static func categoriesOfNumber(_ name: String) -> SchemaError {
        SchemaError(
            .wrongKind, feature: name, "a condition names categories of it, but it is a number",
            hint: "Use `at_least` and `at_most`")
    }

    fileprivate static func noneNamed(_ name: String) -> SchemaError {
        SchemaError(.emptyRule, feature: name, "a condition on it names no categories", hint: "List at least one")
    }

    fileprivate static func noLevel(of category: String, of feature: String) -> SchemaError {
        SchemaError(
            .badCategories, feature: feature, "`rises_with` gives its category '\(category)' no level",
            hint: "Write the level of every category, or the rule would not hold for changes to this one")
    }

    fileprivate static func unknownCategory(_ name: String, of feature: String, known: [String]) -> SchemaError {
        SchemaError(
            .badCategories, feature: feature, "a condition names '\(name)', which is none of its categories",
            hint: known.nearest(to: name).map { "Did you mean '\($0)'?" }
                ?? "Name one of \(known.prefix(12).joined(separator: ", "))")
    }
}
