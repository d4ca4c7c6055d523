import Foundation
import OtherwiseCore
import OtherwiseTabular
import Testing

@Suite("Schema files")
struct SchemaFileTests {
    @Test("Schemas of several models are joined with the rules of all of them, each once")
    func joined() throws {
        let member = { (name: String) in Feature(name: name, domain: .numeric(range: 0...1, step: 1)) }
        let group = Constraint.oneHot(["b_x", "b_y"])
        let one = try Schema(features: ["a", "c"].map(member))
        let two = try Schema(features: ["c", "b_x", "b_y"].map(member), constraints: [group])
        let joined = try Schema(joining: [one, two, two])
        #expect(joined.features.map(\.name) == ["a", "c", "b_x", "b_y"] && joined.constraints == [group])
        #expect(try Schema(joining: [one]) == one && Schema(joining: []).features.isEmpty)
    }

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

    @Test("Names and categories of any kind are written and read back the same")
    func anyText() throws {
        let texts = [
            "yes", "null", "~", "1e5", "a: b", "#x", "", " x ", "[", "a, *b", "\"q\"", "é\n\t", "- 1", "\u{2028}",
        ]
        let schema = try Schema(
            features: texts.map { Feature(name: $0, domain: .categorical(categories: texts, isOrdered: false)) }
                + [
                    Feature(
                        name: "half", domain: .numeric(range: 0 ... .infinity, step: 0.25), scale: 2, missingCost: 3)
                ],
            constraints: [
                .implication(Condition(feature: "~", .changes), Condition(feature: "", .oneOf(["a, *b", "null"]))),
                .linear(coefficients: ["half": -0.5], range: -.infinity...1e-7),
            ])
        #expect(try SchemaFile.schema(yaml: SchemaFile.yaml(of: schema), name: "again") == schema)
    }

    @Test("A mistake is told with its file, line and place, and the way out", arguments: Mistake.all)
    func mistakes(_ mistake: Mistake) {
        do {
            _ = try SchemaFile.schema(yaml: mistake.yaml, name: "s.yml")
            Issue.record("accepted")
        } catch {
            #expect("\(error)".hasPrefix(mistake.place), "\(error)")
            #expect("\(error)".contains(mistake.problem), "\(error)")
        }
    }

    @Test("A file that is no text, or no file, is told")
    func files() throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yml")
        defer { try? FileManager.default.removeItem(at: scratch) }
        try Data([0x73, 0xE9]).write(to: scratch)
        for (path, problem) in [(scratch.path, "not UTF-8"), ("/", "cannot be read"), ("/dev/zero", "more than")] {
            let error = #expect(throws: (any Error).self) { try SchemaFile.schema(path: path) }
            #expect("\(try #require(error))".contains(problem))
        }
    }
}

/// What a person may write wrong, where it is said to be, and what is said of it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let yaml: String
    let place: String
    let problem: String

    var testDescription: String { problem }

    /// - Parameter feature: The lines of feature `x`, from line 3.
    private init(feature: String, _ line: Int, _ place: String, _ problem: String) {
        yaml = "schema: otherwise.schema/1\nfeatures:\n\(feature)\n"
        self.place = "s.yml, line \(line)\(place.isEmpty ? "" : ", `\(place)`"): "
        self.problem = problem
    }

    /// - Parameter constraint: A constraint on the number `x` and the category `c`, on line 6.
    private init(constraint: String, _ place: String, _ problem: String) {
        self.init(
            feature: """
                - {name: x, type: integer, range: [0, 9]}
                - {name: c, type: category, values: [a, b]}
                constraints:
                - \(constraint)
                """, 6, place, problem)
    }

    private init(yaml: String, _ place: String, _ problem: String) {
        (self.yaml, self.place, self.problem) = (yaml, place, problem)
    }

    static let all = features + constraints + documents

    private static let features = [
        Mistake(
            feature: "- name: x\n  type: integer\n  rnage: [0, 9]", 5, "features[x]",
            "`rnage` is not known here; did you mean `range`? Write one of name, type,"),
        Mistake(feature: "- name: x\n  type: integr", 4, "features[x].type", "did you mean `integer`?"),
        Mistake(feature: "- name: x\n  type: colour", 4, "features[x].type", "Write number or integer or category"),
        Mistake(feature: "- type: integer", 3, "features[0]", "`name` is missing"),
        Mistake(feature: "- name:\n  type: integer", 3, "features[].name", "a text is expected, and nothing is given"),
        Mistake(feature: "- name: x\n  type: number\n  range: [9, 1]", 5, "features[x].range", "the lowest first"),
        Mistake(feature: "- name: x\n  type: number\n  range:", 5, "features[x].range", "nothing is given"),
        Mistake(feature: "- name: x\n  type: number\n  range: [.nan, 1]", 5, "features[x].range[0]", "not '.nan'"),
        Mistake(feature: "- name: x\n  type: number\n  range: [0, 1e999]", 5, "features[x].range[1]", "not '1e999'"),
        Mistake(
            feature: "- name: x\n  type: number\n  range: [.inf, .inf]", 3, "features[x]", "its range is inf to inf"),
        Mistake(feature: "- name: x\n  type: number\n  step: .inf", 5, "features[x].step", "not '.inf'"),
        Mistake(feature: "- name: x\n  type: number\n  weight: .nan", 5, "features[x].weight", "a number is expected"),
        Mistake(feature: "- name: x\n  type: number\n  missing: maybe", 5, "features[x].missing", "true or false"),
        Mistake(feature: "- name: x\n  type: number\n  values: [a]", 3, "features[x]", "`values` does not go with"),
        Mistake(feature: "- name: x\n  type: category", 3, "features[x]", "Feature 'x': it has no categories"),
        Mistake(
            feature: "- name: x\n  type: category\n  values: []", 3, "features[x]", "Feature 'x': it has no categories"),
        Mistake(
            feature: "- name: x\n  type: category\n  values: [a, b]\n  change: increase", 3, "features[x]",
            "needs an order"),
        Mistake(feature: "- name: x\n  type: number\n  change: incrase", 5, "features[x].change", "`increase`"),
        Mistake(yaml: "schema: otherwise.schema/1\nfeatures: 7", "s.yml, line 2, `features`: ", "a list is expected"),
        Mistake(
            feature: "- {name: x, type: number}\n- {name: x, type: number}", 1, "", "Feature 'x': it is named twice"),
    ]

    private static let constraints = [
        Mistake(constraint: "{sum: {z: 1}, at_most: 2}", "constraints[0]", "Feature 'z': a constraint names it, but"),
        Mistake(constraint: "{sum: {X: 1}, at_most: 2}", "constraints[0]", "Did you mean 'x'?"),
        Mistake(constraint: "{sum: {c: 1}, at_most: 2}", "constraints[0]", "it is a category"),
        Mistake(constraint: "{sum: {}, at_most: 2}", "constraints[0]", "a sum adds up nothing"),
        Mistake(constraint: "{sum: {x: 1}}", "constraints[0]", "forbids nothing"),
        Mistake(constraint: "{sum: {x: 0}, at_most: 2}", "constraints[0]", "its factor in a sum is 0"),
        Mistake(constraint: "{sum: {x: .inf}, at_most: 2}", "constraints[0].sum.x", "not '.inf'"),
        Mistake(constraint: "{sum: {x: 1}, at_most: .nan}", "constraints[0].at_most", "not '.nan'"),
        Mistake(constraint: "{sum: {x: 1}, at_least: 3, at_most: 2}", "constraints[0]", "Exchange the two bounds"),
        Mistake(constraint: "{sum: {x: 1}, at_mots: 2}", "constraints[0]", "did you mean `at_most`?"),
        Mistake(
            constraint: "{sum: {x: 1}, at_most: 2, if: {feature: x, rises: true}}", "constraints[0]", "nothing else"),
        Mistake(constraint: "one_hot: [x]", "constraints[0]", "at least two different features"),
        Mistake(constraint: "one_hot: [x, x]", "constraints[0]", "at least two different features"),
        Mistake(constraint: "one_hot: [x, c]", "constraints[0]", "it is not 0 or 1"),
        Mistake(constraint: "one_hot: [x, y]", "constraints[0]", "Feature 'y': a constraint names it, but"),
        Mistake(constraint: "{one_hot: [x, c], at_most: 1}", "constraints[0]", "nothing else"),
        Mistake(
            feature: "- &f {name: x, type: integer, range: [0, 1]}\n- {name: y, type: integer, range: [0, 1]}\n"
                + "constraints:\n- one_hot: [x, y]\n- one_hot: [y, x]", 1, "", "part of two `one_hot` groups"),
        Mistake(constraint: "{if: {feature: x, rises: true}}", "constraints[0]", "`if` with `then`"),
        Mistake(
            constraint: "{if: {feature: x, rises: true, falls: true}, then: {feature: c, changes: true}}",
            "constraints[0].if", "more than one thing"),
        Mistake(
            constraint: "{if: {feature: x}, then: {feature: c, changes: true}}", "constraints[0].if", "says nothing"),
        Mistake(
            constraint: "{if: {feature: c, rises: true}, then: {feature: x, rises: true}}", "constraints[0]",
            "its categories have no order"),
        Mistake(
            constraint: "{if: {feature: c, one_of: [z]}, then: {feature: x, rises: true}}", "constraints[0]",
            "none of its categories"),
        Mistake(
            constraint: "{if: {feature: c, at_least: 2}, then: {feature: x, rises: true}}", "constraints[0]",
            "it is a category. Use `one_of: [A, B]`"),
        Mistake(
            constraint: "{if: {feature: c, changes: true}, then: {feature: x, rises_by: 1e99}}", "constraints[0]",
            "a condition on it says 1e+99"),
    ]

    private static let documents = [
        Mistake(yaml: "", "s.yml: it is empty", "otherwise schema --help"),
        Mistake(yaml: "features: []", "s.yml, line 1: ", "`schema` is missing"),
        Mistake(yaml: "schema: otherwise.schema/9\nfeatures: []", "s.yml, line 1, `schema`: ", "otherwise.schema/9"),
        Mistake(yaml: "schema: [", "s.yml, line 2, column 1: ", "Mend the YAML"),
        Mistake(yaml: "schema: otherwise.schema/1\n  x: 1", "s.yml, line 2, column 4: ", "Mend the YAML"),
        Mistake(
            yaml: "schema: otherwise.schema/1\nfeatures: []\nfeatures: []", "s.yml, line ", "`features` is given twice"),
        Mistake(yaml: "a: &a [x, x]\nb: &b [*a, *a]\n? [*b, *b]\n: 1", "s.yml, line 2: aliases", "Write the value out"),
        Mistake(yaml: String(repeating: "[", count: 200_000), "s.yml, line 1", "Mend the YAML"),
        Mistake(yaml: String(repeating: "- ", count: 200_000), "s.yml, line 1", "Mend the YAML"),
    ]
}
