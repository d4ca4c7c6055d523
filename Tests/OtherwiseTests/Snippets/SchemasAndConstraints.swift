import Foundation
import Otherwise
import Testing

extension Snippets {
    @Test("schemas, read and built")
    func schemas() throws {
        let read = try SchemaFile.schema(path: "Examples/adult/schema.yml")
        let built = try Schema(
            features: [
                Feature(name: "age", domain: .numeric(range: 17...90, step: 1), mutability: .increaseOnly),
                Feature(name: "hours", domain: .numeric(range: 1...99, step: 1), weight: 2),
                Feature(name: "degree", domain: .categorical(categories: ["none", "some"], isOrdered: true)),
            ],
            constraints: [
                .linear(coefficients: ["age": 1, "hours": 1], range: 0...150),
                .implication(
                    Condition(feature: "degree", .rises), Condition(feature: "age", .risesBy(atLeast: 2))),
            ])
        #expect(read.features.count == 8 && built.features.count == 3)
        #expect(throws: SchemaError.self) {
            try Schema(features: built.features + [Feature(name: "age", domain: .numeric(range: 0...1, step: nil))])
        }
    }

    @Test("the schema that the guide shows is read as it says")
    func guide() throws {
        let page = try MarkdownPage(path: "Sources/Otherwise/Otherwise.docc/SchemasAndConstraints.md")
        let parts = page.text.split(separator: "```yaml\n")
        let yaml = try #require(parts.dropFirst().first?.split(separator: "```").first)
        let schema = try SchemaFile.schema(yaml: String(yaml), name: "the guide")
        #expect(schema.features.map(\.name) == ["age", "education", "hours_per_week", "second_job", "gender"])
        #expect(schema["second_job"]?.missingCost == 0.2 && schema["gender"]?.mutability == .immutable)
        #expect(schema.constraints.count == 2)
    }
}
