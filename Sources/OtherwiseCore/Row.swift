/// One record, its values in the order of its schema and looked up by name.
public struct Row: Sendable, Hashable {
    /// What the values are values of.
    public let schema: Schema
    /// The values in the order of the features, `[features]`.
    public private(set) var values: [Value]

    /// - Throws: `RowError` when the number of values differs from the number of features.
    public init(schema: Schema, values: [Value]) throws(RowError) {
        guard values.count == schema.features.count else {
            throw RowError(
                .wrongCount, "a row of \(values.count) values", expected: "\(schema.features.count), one per feature")
        }
        self.schema = schema
        self.values = values
    }

    /// The value of the feature called `name`; `nil` if there is no such feature.
    public subscript(name: String) -> Value? {
        schema.position(of: name).map { values[$0] }
    }

    /// This row with some values replaced.
    ///
    /// - Throws: `RowError` for a feature that the schema does not have.
    public func setting(_ assignment: Assignment) throws(RowError) -> Row {
        var row = self
        for (name, value) in assignment.values {
            guard let position = schema.position(of: name) else {
                throw RowError(
                    .unknownFeature, about: name, "an intervention on '\(name)'", expected: "one of \(schema.names)")
            }
            row.values[position] = value
        }
        return row
    }
}

extension Row {
    /// - Throws: `SchemaError` for a value outside its range that its own direction keeps from ever entering it, and for
    ///   a one-hot group that is none.
    package func checkAgainstSchema() throws(SchemaError) {
        for constraint in schema.constraints {
            if case .oneHot(let names) = constraint, !constraint.holds(for: self, from: self) {
                throw .noGroup(names, in: self)
            }
        }
        for (feature, value) in zip(schema.features, values) {
            guard case .numeric(let range, _) = feature.domain, let number = value.number else { continue }
            let isStuck =
                switch feature.mutability {
                case .free: false
                case .immutable: !range.contains(number)
                case .increaseOnly: number > range.upperBound
                case .decreaseOnly: number < range.lowerBound
                }
            guard !isStuck else { throw .stuck(feature, at: number, outside: range) }
        }
    }
}

extension Schema {
    /// The names of the features, of many the first, for a message.
    public var names: String {
        features.prefix(20).map(\.name).joined(separator: ", ") + (features.count > 20 ? ", …" : "")
    }
}

/// A row or an intervention that does not fit its schema.
public struct RowError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// The feature or the column that it is about; empty for none in particular.
    public let feature: String
    /// What was found, as the object of "Found …".
    public let found: String
    /// What was expected in its place.
    public let expected: String

    /// - Parameters:
    ///   - feature: The feature or the column that it is about; empty for none in particular.
    ///   - found: What was found, as the object of "Found …".
    ///   - expected: What was expected in its place.
    public init(_ code: Code, about feature: String = "", _ found: String, expected: String) {
        self.code = code
        self.feature = feature
        self.found = found
        self.expected = expected
    }

    /// What was found.
    public var problem: String { "Found \(found)" }
    /// What was expected in its place.
    public var hint: String { "Give \(expected)" }
    /// What was found, and what was expected.
    public var description: String { "\(problem); expected \(expected)." }
}

extension RowError {
    /// The kind of a row error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// There are more or fewer values, or entries of a column, than belong there.
        public static let wrongCount = Code(description: "wrongCount")
        /// There is no feature of that name.
        public static let unknownFeature = Code(description: "unknownFeature")
        /// A feature has no value.
        public static let missingValue = Code(description: "missingValue")
        /// A number stands in the place of a category, or the other way round.
        public static let wrongKind = Code(description: "wrongKind")
        /// Two columns bear the same name.
        public static let duplicateColumn = Code(description: "duplicateColumn")
        /// The row is of another schema.
        public static let otherSchema = Code(description: "otherSchema")
    }
}
