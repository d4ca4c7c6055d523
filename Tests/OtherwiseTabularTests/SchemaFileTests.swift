import OtherwiseCore
import OtherwiseTabular
import Testing

@Suite("Schema files")
struct SchemaFileTests {
    @Test("A schema with constraints is written and read back the same")
    func roundTrip() throws {
        let yaml = """
            schema: otherwise.schema/1
            features:
              - {name: age, type: integer, range: [17, 90], change: increase, weight: 2}
              - {name: degree, type: category, values: [none, "1", master], ordered: true, missing: true}
              - {name: income, type: number}
            constraints:
              - {sum: {age: 1, income: -2}, at_most: 5}
              - {if: {feature: degree, rises: true}, then: {feature: age, rises_by: 2}}
            """
        let schema = try SchemaFile.schema(yaml: yaml, name: "test")
        #expect(schema["degree"]?.domain == .categorical(categories: ["none", "1", "master"], isOrdered: true))
        #expect(schema.constraints.count == 2)
        #expect(try SchemaFile.schema(yaml: SchemaFile.yaml(of: schema), name: "again") == schema)
    }

    @Test(
        "A mistake is named",
        arguments: [
            ("features: []", "schema"),
            ("schema: otherwise.schema/9\nfeatures: []", "otherwise.schema/9"),
            ("schema: otherwise.schema/1\nfeatures: [{name: age, type: integer, range: [9, 1]}]", "age"),
            ("schema: otherwise.schema/1\nfeatures: [{name: age, type: colour}]", "type"),
            ("schema: otherwise.schema/1\nfeatures: [{name: age, type: category}]", "age"),
            (
                "schema: otherwise.schema/1\nfeatures: [{name: a, type: number}]\nconstraints: [{sum: {b: 1}, at_most: 2}]",
                "'b'"
            ),
            ("schema: [", "test"),
        ])
    func mistakes(_ yaml: String, _ named: String) {
        do {
            _ = try SchemaFile.schema(yaml: yaml, name: "test")
            Issue.record("accepted: \(yaml)")
        } catch {
            #expect("\(error)".contains(named), "\(error)")
        }
    }
}
