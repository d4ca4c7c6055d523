/// What is wrong with a schema, and the way out.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    public let feature: String
    public let description: String

    public init(feature: String, _ problem: String, hint: String) {
        self.feature = feature
        description = "Feature '\(feature)': \(problem). \(hint)."
    }

    static func duplicate(_ name: String) -> SchemaError {
        SchemaError(feature: name, "it is named twice", hint: "Rename or remove one of the two")
    }

    static func badWeight(_ name: String, _ weight: Double) -> SchemaError {
        SchemaError(
            feature: name, "its weight or missing cost is not a finite number of at least 0 (weight \(weight.plain))",
            hint: "Use 0 for a change that costs nothing, `change: none` for one that may not be made")
    }

    static func badScale(_ name: String, _ scale: Double) -> SchemaError {
        SchemaError(feature: name, "its scale is \(scale.plain)", hint: "Give a scale above 0, or leave it out")
    }

    static func badStep(_ name: String, _ step: Double) -> SchemaError {
        SchemaError(feature: name, "its step is \(step.plain)", hint: "Give a step above 0, or leave it out")
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
