import OtherwiseCore
import Testing

@Suite("Schemas, goals and constraints")
struct SchemaTests {
    @Test(
        "A contradiction is refused with the feature's name",
        arguments: [
            Feature(name: "x", domain: .numeric(range: 0...1, step: -1)),
            Feature(name: "x", domain: .numeric(range: 0...1, step: nil), weight: .nan),
            Feature(name: "x", domain: .numeric(range: 0...1, step: nil), scale: 0),
            Feature(name: "x", domain: .categorical(categories: [], isOrdered: false)),
            Feature(name: "x", domain: .categorical(categories: ["a", "a"], isOrdered: false)),
            Feature(
                name: "x", domain: .categorical(categories: ["a", "b"], isOrdered: false), mutability: .increaseOnly),
        ])
    func contradiction(_ feature: Feature) throws {
        let error = #expect(throws: SchemaError.self) { try Schema(features: [feature]) }
        #expect(error?.description.contains("'x'") == true)
    }

    @Test("A constraint on a feature that does not exist is refused")
    func unknownFeature() {
        let feature = Feature(name: "x", domain: .numeric(range: 0...1, step: nil))
        #expect(throws: SchemaError.self) {
            try Schema(features: [feature], constraints: [.linear(coefficients: ["y": 1], range: 0...1)])
        }
    }

    @Test("A value outside its range contradicts a schema that keeps it there, and no other")
    func stuck() throws {
        func isRefused(_ number: Double, _ mutability: Mutability) throws -> Bool {
            let feature = Feature(name: "x", domain: .numeric(range: 2...5, step: nil), mutability: mutability)
            let row = try Row(schema: Schema(features: [feature]), values: [.number(number)])
            do { try row.checkAgainstSchema() } catch { return error.description.contains("'x'") }
            return false
        }
        for (mutability, refused) in [
            (.free, []), (.immutable, [1, 6]), (.increaseOnly, [6]), (.decreaseOnly, [1]),
        ] as [(Mutability, [Double])] {
            #expect(try [1, 3, 6].filter { try isRefused($0, mutability) } == refused)
        }
    }

    @Test("If education rises, age rises by the years it takes")
    func implication() throws {
        let schema = try Schema(features: [
            Feature(name: "age", domain: .numeric(range: 17...90, step: 1)),
            Feature(
                name: "education", domain: .categorical(categories: ["school", "bachelor", "master"], isOrdered: true)),
        ])
        let rule = Constraint.implication(
            Condition(feature: "education", .rises),
            Condition(
                feature: "age", .risesWith(of: "education", levels: ["school": 12, "bachelor": 16, "master": 18])))
        let factual = try Row(schema: schema, values: [.number(30), .category("school")])
        func holds(_ age: Double, _ education: String) throws -> Bool {
            rule.holds(for: try Row(schema: schema, values: [.number(age), .category(education)]), from: factual)
        }
        #expect(try holds(34, "bachelor"))
        #expect(try !holds(33, "bachelor"))
        #expect(try holds(30, "school"))
        #expect(try !holds(35, "master"))
    }

    @Test("A rule that tells no level of a category is refused: changes to it would be free")
    func missingLevel() {
        let age = Feature(name: "age", domain: .numeric(range: 17...90, step: 1))
        let education = Feature(
            name: "education", domain: .categorical(categories: ["school", "bachelor", "master"], isOrdered: true))
        let rule = Constraint.implication(
            Condition(feature: "education", .rises),
            Condition(feature: "age", .risesWith(of: "education", levels: ["school": 12, "master": 18])))
        let error = #expect(throws: SchemaError.self) { try Schema(features: [age, education], constraints: [rule]) }
        #expect(error?.description.contains("'bachelor' no level") == true)
    }

    @Test("A goal says whether a prediction reaches it")
    func goals() {
        let prediction = Prediction(outcome: .category("yes"), scores: ["yes": 0.7, "no": 0.3])
        #expect(Goal.outcome("yes").isReached(by: prediction))
        #expect(!Goal.not("yes").isReached(by: prediction))
        #expect(Goal.probable("yes", atLeast: 0.7).isReached(by: prediction))
        #expect(!Goal.probable("yes", atLeast: 0.71).isReached(by: prediction))
        #expect(throws: GoalError.self) { try Goal.within(0...1).validate(for: .classes(["yes", "no"])) }
        #expect(throws: GoalError.self) { try Goal.outcome("maybe").validate(for: .classes(["yes", "no"])) }
    }
}

@Suite("Nearest names")
struct NearestNameTests {
    @Test(
        "A slip is told from another word",
        arguments: [
            ("rnage", "range"), ("at_mots", "at_most"), ("Range", "range"), ("rang", "range"), ("colour", nil),
            ("", nil),
        ] as [(String, String?)])
    func nearest(_ typed: String, _ meant: String?) {
        #expect(["name", "range", "at_most", "at_least"].nearest(to: typed) == meant)
    }

    @Test("A score that is no number decides nothing, and reaches no goal")
    func undecided() {
        let classes = Predictions(output: .classes(["a", "b"]), labels: [0, 1], scores: [0.5, .nan, 0.2, 0.8])
        #expect(classes[0].outcome == .missing && classes[1].outcome == .category("b"))
        #expect(![Goal.outcome("a"), .not("b"), .probable("a", atLeast: 0)].contains { $0.isReached(by: classes[0]) })
        #expect(Goal.not("a").isReached(by: classes[1]))
        let numbers = Predictions(output: .number, labels: [], scores: [.nan])
        #expect(numbers[0].outcome == .missing && !Goal.within(-.infinity ... .infinity).isReached(by: numbers[0]))
    }
}
