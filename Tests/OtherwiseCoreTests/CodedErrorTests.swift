import OtherwiseCore
import Testing

@Suite("Errors with a code")
struct CodedErrorTests {
    private static func thrown(_ body: () throws -> Void) -> (any CodedError)? {
        do { try body() } catch { return error as? any CodedError }
        return nil
    }

    private static let age = Feature(name: "age", domain: .numeric(range: 17...90, step: 1))

    @Test("A schema error names its feature; its text ends each sentence once")
    func schema() throws {
        let error = try #require(
            Self.thrown { _ = try Schema(features: [Self.age, Self.age]) } as? SchemaError)
        #expect(error.code == .duplicate && error.feature == "age" && error.place.isEmpty)
        #expect(error.description == "Feature 'age': it is named twice. Rename or remove one of the two.")
    }

    @Test("A hint that is a question has no full stop behind it")
    func question() throws {
        let stranger = Constraint.linear(coefficients: ["agee": 1], range: 0...1)
        let error = try #require(
            Self.thrown { _ = try Schema(features: [Self.age], constraints: [stranger]) } as? SchemaError)
        #expect(error.code == .unknownFeature)
        #expect(error.description.hasSuffix("Did you mean 'age'?"))
    }

    @Test("A goal error holds what was wanted")
    func goal() throws {
        let error = try #require(
            Self.thrown { try Goal.outcome("maybe").validate(for: .classes(["no", "yes"])) } as? GoalError)
        #expect(error.code == .unknownClass && error.wanted == "maybe")
        #expect(error.description == "The model has no class 'maybe'. Ask for one of: no, yes.")
        let range = Self.thrown { try Goal.within(0...1).validate(for: .classes(["no", "yes"])) } as? GoalError
        #expect(range?.code == .rangeOfClasses)
    }

    @Test("A row error holds what was found and what was expected")
    func row() throws {
        let schema = try Schema(features: [Self.age])
        let error = try #require(Self.thrown { _ = try Row(schema: schema, values: []) } as? RowError)
        #expect(error.code == .wrongCount)
        #expect(error.description == "Found a row of 0 values; expected 1, one per feature.")
    }
}
