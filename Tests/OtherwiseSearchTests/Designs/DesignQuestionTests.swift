import Foundation
import OtherwiseCore
import OtherwiseSearch
import Testing

@Suite("Questions about designs")
struct DesignQuestionTests {
    @Test("Targets are read as they are written")
    func targets() throws {
        let targets = try DesignTargets([
            " peak load >= 1.5", "weight<=3e1", "stiffness 100..200", "span -2...-1", "material is steel, wood",
            "finish is not raw", "minimise weight to 2.5", "maximize peak load",
        ])
        #expect(
            targets.limits == [
                DesignLimit("peak load", .within(1.5...Double.infinity)),
                DesignLimit("weight", .within(-Double.infinity...30)),
                DesignLimit("stiffness", .within(100...200)), DesignLimit("span", .within(-2...(-1))),
                DesignLimit("material", .oneOf(["steel", "wood"])), DesignLimit("finish", .noneOf(["raw"])),
            ])
        #expect(
            targets.aims == [
                DesignAim(.minimise, "weight", sufficient: 2.5), DesignAim(.maximise, "peak load"),
            ])
    }

    @Test(
        "What is no target is refused, each with its own error",
        arguments: [
            (["weight"], DesignError.unreadable("weight")), (["weight <= heavy"], .unreadable("weight <= heavy")),
            (["weight <= nan"], .unreadable("weight <= nan")),
            (["a <= 1", "minimise b to c"], .unreadable("minimise b to c")),
            (["minimise weight"], .noLimit), ([], .noLimit), (["a <= 1", "a >= 0"], .repeatedOutput("a")),
            (["a <= 1", "minimise b", "maximise b"], .repeatedOutput("b")), (["a 3..2"], .emptyRange("a", 3, 2)),
            (["a 2..2"], .emptyRange("a", 2, 2)),
        ])
    func badTargets(_ texts: [String], _ error: DesignError) {
        #expect(throws: error) { try DesignTargets(texts) }
        #expect(error.description.count > 30)
    }

    @Test("What is wrong with a question is an error of its own")
    func badQuestions() throws {
        let designs = try Beams.table(20)
        let outputs = try Beams().outputs(of: designs)
        func ask(_ designs: Table, _ outputs: Table, _ query: Row, _ targets: [String] = ["load >= 2"]) throws {
            _ = try DesignProblem(
                designs: designs, outputs: outputs, query: query, targets: DesignTargets(targets), evaluator: Beams())
        }
        let query = try Beams.query()
        #expect(throws: DesignError.rowCounts(designs: 20, outputs: 19)) {
            try ask(designs, Beams().outputs(of: Beams.table(19)), query)
        }
        #expect(throws: DesignError.unknownOutput("price", known: ["weight", "load", "verdict"])) {
            try ask(designs, outputs, query, ["price <= 3"])
        }
        #expect(throws: DesignError.notNumeric(output: "verdict", value: "unsafe")) {
            try ask(designs, outputs, query, ["verdict >= 1"])
        }
        #expect(throws: DesignError.unknownOption(feature: "material", option: "glass", known: Beams.materials)) {
            try ask(designs, outputs, Beams.query([3: .category("glass")]))
        }
        #expect(throws: DesignError.noColumn(feature: "material")) {
            try ask(Table(columns: Array(designs.columns.prefix(3))), outputs, query)
        }
        #expect(throws: DesignError.noDesigns) { try ask(Beams.table(0), Beams().outputs(of: Beams.table(0)), query) }
        let flat = try Table(
            columns: [Column(name: "height", storage: .numbers([Double](repeating: 1, count: 20)))]
                + designs.columns.dropFirst())
        #expect(throws: DesignError.constantFeature("height")) { try ask(flat, outputs, query) }
        #expect(throws: Never.self) { try ask(flat, outputs, Beams.query(frozen: ["height"])) }
    }

    @Test("Targets are held against what models return: a number, or one of some classes")
    func kinds() throws {
        func check(_ targets: String...) throws {
            let designs = try Beams.table(20)
            let evaluator = ModelEvaluator(["offer": Offer(), "price": Price()])
            _ = try DesignProblem(
                designs: designs,
                outputs: Table(
                    columns: evaluator.names.map {
                        Column(name: $0, storage: .numbers(Array(repeating: 0, count: 20)))
                    }), query: Beams.query(), targets: DesignTargets(targets), evaluator: evaluator)
        }
        #expect(throws: DesignError.unknownClass(output: "offer", label: "rich", known: ["no", "yes"])) {
            try check("offer is rich")
        }
        #expect(throws: DesignError.unknownClass(output: "offer", label: "maybe", known: ["no", "yes"])) {
            try check("offer is not no, maybe")
        }
        #expect(throws: DesignError.notAClass(output: "price")) { try check("price is good") }
        #expect(throws: DesignError.notNumeric(output: "offer", value: "no")) { try check("offer >= 1") }
        #expect(throws: DesignError.aimAtClass(output: "offer", known: ["no", "yes"])) {
            try check("price <= 1", "minimise offer")
        }
        #expect(throws: Never.self) { try check("offer is yes", "price <= 1", "maximise offer: score of yes") }
    }

    private struct Offer: Model {
        let identity = ModelIdentity(name: "offer", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])
        func predict(_ table: Table) throws -> Predictions {
            Predictions(
                output: output, labels: Array(repeating: 0, count: table.count),
                scores: (0..<table.count).flatMap { _ in [1, 0.0] })
        }
    }

    private struct Price: Model {
        let identity = ModelIdentity(name: "price", digest: nil)
        let output = ModelOutput.number
        func predict(_ table: Table) throws -> Predictions {
            Predictions(output: output, labels: [], scores: Array(repeating: 1, count: table.count))
        }
    }

    @Test("A query outside a range is told so, and one that agrees with no design on what is frozen as well")
    func notes() throws {
        let outside = try Beams.problem(query: Beams.query([0: .number(7)]))
        #expect(outside.notes == ["the query's height is 7, outside its range, and is never put back to that"])
        let alone = try Beams.problem(frozen: ["height"])
        #expect(alone.notes.count == 1 && alone.notes[0].hasPrefix("no design agrees"))
        #expect(try Beams.problem().notes.isEmpty)
    }

    @Test("Bad counts, weights and diversities are refused, and so is a sample before the first generation")
    func badPreferences() async throws {
        var search = DesignSearch(try Beams.problem(), population: 10)
        #expect(throws: DesignError.nothingGenerated) { try search.sample(3) }
        try await search.generate(1)
        let found = search
        func sample(_ preferences: DesignPreferences, _ count: Int = 3) throws {
            _ = try found.sample(count, preferences)
        }
        #expect(throws: DesignError.badCount(0)) { try sample(DesignPreferences(), 0) }
        #expect(throws: DesignError.badWeight("weight of weight", -1)) {
            try sample(DesignPreferences(weights: ["weight": -1]))
        }
        #expect(throws: DesignError.badWeight("weight of sparsity", -0.5)) {
            try sample(DesignPreferences(sparsity: -0.5))
        }
        #expect(throws: DesignError.badWeight("diversity", -1)) { try sample(DesignPreferences(diversity: -1)) }
        #expect(throws: DesignError.unknownWeight("load", known: ["weight", "proximity", "sparsity", "manifold"])) {
            try sample(DesignPreferences(weights: ["load": 1]))
        }
        #expect(throws: DesignError.noSufficientValue("weight")) {
            try sample(DesignPreferences(acceptability: Acceptability()))
        }
        #expect(
            try found.sample(2, DesignPreferences(diversity: 0.05), includesDesigns: true).messages.contains {
                $0.hasPrefix("with a diversity of 0.05")
            })
    }

    @Test("Acceptability is what the formula says: 0 where nothing is reached, and more for what is nearer")
    func acceptability() {
        let index = Acceptability()
        // α r − α from −1, α / β (1 − exp(β (1 − r))) up to ¼: the bounds are −1 and 0.25.
        #expect(abs(index.index(ofRatios: [1]) - 1 / 1.25) < 1e-12)
        #expect(abs(index.index(ofRatios: [0.5]) - 0.5 / 1.25) < 1e-12)
        #expect(abs(index.index(ofRatios: [2]) - (0.25 * (1 - exp(-4.0)) + 1) / 1.25) < 1e-12)
        #expect(abs(index.index(ofRatios: [0.5, 1]) - (1.5) / 2.5) < 1e-12)
        #expect(index.index(ofRatios: [0]) == 0 && index.index(ofRatios: []) == 1)
        // Weights count an output as so many.
        #expect(index.index(ofRatios: [0.5, 1], weights: [2, 1]) == index.index(ofRatios: [0.5, 0.5, 1]))
        #expect(index.index(ofRatios: [0.5, 1], weights: [0, 1]) == index.index(ofRatios: [1]))
    }

    @Test("A score that is better by acceptability is chosen: better outputs are never punished")
    func acceptabilityIsNotTurnedAround() async throws {
        var search = DesignSearch(try Beams.problem(["load >= 2", "minimise weight to 0.4"]), population: 24, seed: 3)
        try await search.generate(12)
        let preferences = DesignPreferences(
            proximity: 0, sparsity: 0, manifold: 0, diversity: 0, acceptability: Acceptability())
        let best = try #require(search.sample(1, preferences).candidates.first)
        #expect(try best.objectives[0] == search.pool().candidates.map { $0.objectives[0] }.min())
    }

    @Test("What would do is above 0; an aim of which nothing is said counts as it is beside those of which it is")
    func sufficientValues() async throws {
        let preferences = DesignPreferences(
            proximity: 0, sparsity: 0, manifold: 0, diversity: 0, acceptability: Acceptability())
        var bad = DesignSearch(try Beams.problem(["load >= 2", "minimise weight to -1"]), population: 8, seed: 3)
        try await bad.generate(1)
        #expect(throws: DesignError.badSufficientValue(output: "weight", -1)) { try bad.sample(1, preferences) }
        var search = DesignSearch(
            try Beams.problem(["weight <= 9", "minimise weight to 0.4", "maximise load"]), population: 24, seed: 3)
        try await search.generate(12)
        var loads = preferences
        loads.weights = ["weight": 0.001, "load": 1000]
        let strongest = try #require(search.sample(1, loads).candidates.first)
        #expect(try strongest.objectives[1] == search.pool().candidates.map { $0.objectives[1] }.min())
    }

    @Test("Where all designs are equally good, they are chosen by their distance alone")
    func equallyGood() async throws {
        var search = DesignSearch(try Beams.problem(["load >= 2"]), population: 20, seed: 3)
        try await search.generate(5)
        let preferences = DesignPreferences(proximity: 0, sparsity: 0, manifold: 0)
        #expect(try search.sample(4, preferences).candidates.count == 4)
    }
}
