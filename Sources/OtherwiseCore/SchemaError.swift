/// What is wrong with a schema, and the way out.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The feature that it is about; empty for none in particular.
    public let feature: String
    /// The feature, what is wrong with it, and the way out.
    public private(set) var description: String

    /// - Parameters:
    ///   - feature: The feature that it is about; empty for none in particular.
    ///   - problem: What is wrong, without a full stop.
    ///   - hint: The way out, without a full stop.
    public init(feature: String, _ problem: String, hint: String) {
        self.feature = feature
        let end = hint.hasSuffix("?") ? "" : "."
        description = "\(feature.isEmpty ? "" : "Feature '\(feature)': ")\(problem). \(hint)\(end)"
    }

    /// The same error, with its place in a file.
    package func at(_ place: String) -> SchemaError {
        var error = self
        error.description = "\(place): \(description)"
        return error
    }

    static func duplicate(_ name: String) -> SchemaError {
        SchemaError(feature: name, "it is named twice", hint: "Rename or remove one of the two")
    }

    static func badWeight(_ name: String, _ weight: Double) -> SchemaError {
        SchemaError(
            feature: name, "its weight or missing cost is \(weight.plain)",
            hint: "Give a number from 0, for a change that costs nothing, to a billion; `change: none` forbids changes")
    }

    static func badScale(_ name: String, _ scale: Double) -> SchemaError {
        SchemaError(
            feature: name, "its scale is \(scale.plain)",
            hint: "Give the change that counts as one, above 0, or leave it out")
    }

    static func badStep(_ name: String, _ step: Double) -> SchemaError {
        SchemaError(feature: name, "its step is \(step.plain)", hint: "Give a step above 0, or leave it out")
    }

    static func fineStep(_ name: String, _ step: Double) -> SchemaError {
        SchemaError(
            feature: name, "its step of \(step.plain) is too fine to tell numbers of its range apart",
            hint: "Give a coarser step, or leave it out")
    }

    static func emptyGrid(_ name: String, _ range: ClosedRange<Double>, step: Double) -> SchemaError {
        SchemaError(
            feature: name, "no multiple of its step, \(step.plain), is \(range.plain)",
            hint: "Widen the range, or give another step")
    }

    static func badRange(_ name: String, _ range: ClosedRange<Double>) -> SchemaError {
        SchemaError(
            feature: name, "its range is \(range.lowerBound.plain) to \(range.upperBound.plain)",
            hint: "Give bounds of at most \(Double.largestFeature.plain), or leave the range out")
    }

    static func stuck(_ feature: Feature, at number: Double, outside range: ClosedRange<Double>) -> SchemaError {
        SchemaError(
            feature: feature.name,
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
            feature: ones.first ?? odd.first ?? names.first ?? "",
            "exactly one of \(names.joined(separator: ", ")) must be 1 and the others 0, but in the row \(problem)",
            hint: "Correct the row, or take the `one_hot` group out of the schema")
    }

    static func noCategories(_ name: String) -> SchemaError {
        SchemaError(feature: name, "it has no categories", hint: "List them under `values`")
    }

    static func repeatedCategory(_ name: String) -> SchemaError {
        SchemaError(feature: name, "a category is listed twice", hint: "List each category once")
    }

    static func unorderedDirection(_ name: String, _ mutability: Mutability) -> SchemaError {
        SchemaError(
            feature: name, "`change: \(mutability.rawValue)` needs an order between its categories",
            hint: "List the categories from low to high and add `ordered: true`")
    }
}
