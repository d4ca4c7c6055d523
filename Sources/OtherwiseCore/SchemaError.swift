/// What is wrong with a schema, and the way out.
public struct SchemaError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// The feature that it is about; empty for none in particular.
    public let feature: String
    /// Where it stands in a file; empty where it was not read from one.
    public private(set) var place = ""
    /// What is wrong, without a full stop.
    public let problem: String
    /// The way out, without a full stop.
    public let hint: String

    init(_ code: Code, feature: String, _ problem: String, hint: String) {
        self.code = code
        self.feature = feature
        self.problem = problem
        self.hint = hint
    }

    /// The place, the feature, what is wrong with it, and the way out.
    public var description: String {
        let subject = [place, feature.isEmpty ? "" : "Feature '\(feature)'"].filter { !$0.isEmpty }
        return (subject + ["\(problem.sentence) \(hint.sentence)"]).joined(separator: ": ")
    }

    /// The same error, with its place in a file.
    package func at(_ place: String) -> SchemaError {
        var error = self
        error.place = place
        return error
    }
}

extension SchemaError {
    /// The kind of a schema error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// A feature is named twice, or stands in two groups.
        public static let duplicate = Code(description: "duplicate")
        /// A constraint names a feature that the schema does not have.
        public static let unknownFeature = Code(description: "unknownFeature")
        /// A weight, a cost, a scale, a step, a factor or a bound is no number that can be used.
        public static let badNumber = Code(description: "badNumber")
        /// A range is empty or too wide, or holds no multiple of its step.
        public static let badRange = Code(description: "badRange")
        /// A value, or a group of columns, of a row can never come to keep the schema.
        public static let unreachable = Code(description: "unreachable")
        /// Categories are missing, repeated or unknown.
        public static let badCategories = Code(description: "badCategories")
        /// What is for numbers was said of categories, or the other way round.
        public static let wrongKind = Code(description: "wrongKind")
        /// A direction was given to categories without an order.
        public static let noOrder = Code(description: "noOrder")
        /// A rule says nothing, or names too few features.
        public static let emptyRule = Code(description: "emptyRule")
    }
}

extension SchemaError {
    static func duplicate(_ name: String) -> SchemaError {
        SchemaError(.duplicate, feature: name, "it is named twice", hint: "Rename or remove one of the two")
    }

    static func badWeight(_ name: String, _ weight: Double) -> SchemaError {
        SchemaError(
            .badNumber, feature: name, "its weight or missing cost is \(weight.plain)",
            hint: "Give a number from 0, for a change that costs nothing, to a billion; `change: none` forbids changes")
    }

    static func badScale(_ name: String, _ scale: Double) -> SchemaError {
        SchemaError(
            .badNumber, feature: name, "its scale is \(scale.plain)",
            hint: "Give the change that counts as one, above 0, or leave it out")
    }

    static func badStep(_ name: String, _ step: Double) -> SchemaError {
        SchemaError(
            .badNumber, feature: name, "its step is \(step.plain)", hint: "Give a step above 0, or leave it out")
    }

    static func fineStep(_ name: String, _ step: Double) -> SchemaError {
        SchemaError(
            .badNumber, feature: name, "its step of \(step.plain) is too fine to tell numbers of its range apart",
            hint: "Give a coarser step, or leave it out")
    }

    static func emptyGrid(_ name: String, _ range: ClosedRange<Double>, step: Double) -> SchemaError {
        SchemaError(
            .badRange, feature: name, "no multiple of its step, \(step.plain), is \(range.plain)",
            hint: "Widen the range, or give another step")
    }

    static func badRange(_ name: String, _ range: ClosedRange<Double>) -> SchemaError {
        SchemaError(
            .badRange, feature: name, "its range is \(range.lowerBound.plain) to \(range.upperBound.plain)",
            hint: "Give bounds of at most \(Double.largestFeature.plain), or leave the range out")
    }

    static func stuck(_ feature: Feature, at number: Double, outside range: ClosedRange<Double>) -> SchemaError {
        SchemaError(
            .unreachable, feature: feature.name,
            "the row's value, \(number.plain), is not \(range.plain), and `change: \(feature.mutability.rawValue)` keeps it so",
            hint: "Widen the range in the schema, or let it change")
    }

    static func noGroup(_ names: [String], in row: Row) -> SchemaError {
        let ones = names.filter { row[$0] == .number(1) }
        let odd = names.filter { row[$0] != .number(0) && row[$0] != .number(1) }
        let problem =
            odd.isEmpty
            ? ones.isEmpty ? "none of them is 1" : "\(ones.joined(separator: " and ")) are 1"
            : "\(odd.map { "\($0) is \(row[$0] ?? .missing)" }.joined(separator: " and "))"
        return SchemaError(
            .unreachable, feature: ones.first ?? odd.first ?? names.first ?? "",
            "exactly one of \(names.joined(separator: ", ")) must be 1 and the others 0, but in the row \(problem)",
            hint: "Correct the row, or take the `one_hot` group out of the schema")
    }

    static func noCategories(_ name: String) -> SchemaError {
        SchemaError(.badCategories, feature: name, "it has no categories", hint: "List them under `values`")
    }

    static func repeatedCategory(_ name: String) -> SchemaError {
        SchemaError(.badCategories, feature: name, "a category is listed twice", hint: "List each category once")
    }

    static func unorderedDirection(_ name: String, _ mutability: Mutability) -> SchemaError {
        SchemaError(
            .noOrder, feature: name, "`change: \(mutability.rawValue)` needs an order between its categories",
            hint: "List the categories from low to high and add `ordered: true`")
    }
}
