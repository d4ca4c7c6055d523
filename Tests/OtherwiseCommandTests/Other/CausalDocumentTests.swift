import Foundation
import Testing

/// What `ask` and `discover` write as JSON, held to `Documentation/causal.schema.json`.
@Suite("ask and discover: the JSON documents")
struct CausalDocumentTests {
    private static let asia = ["ask", "--model", "Examples/networks/asia.bif"]
    private static let lalonde = ["--data", "Examples/effects/lalonde.csv"]
    private static let training =
        ["ask", "--graph", "age -> treat -> re78; age -> re78; re75 -> treat; re75 -> re78"] + lalonde
    private static let earnings =
        ["ask", "--graph", "age -> re75 -> re78; educ -> re78; age -> re78"] + lalonde
    private static let schooling = [
        "ask", "--graph", "black -> educ -> exper -> lwage; educ -> lwage; black -> lwage; black -> south", "--data",
        "Examples/effects/college.csv",
    ]
    private static let rent = """
        model: otherwise.causal/1
        variables:
        - {name: hours, formula: 40, noise: {normal: 5}}
        - {name: rent, formula: 6 + 0.01 * hours, noise: {normal: 0.2}, link: exp}
        """

    private func documents(_ arguments: [String]) async throws -> [JSONValue] {
        let ended = try await Command.run(arguments + ["--format", "json"])
        #expect([0, 3].contains(ended.code), "\(ended.errors)")
        guard arguments.contains(where: { $0.hasSuffix("every row") }) else { return [try JSONValue(ended.bytes)] }
        return try ended.output.split(separator: "\n").map { try JSONValue(Data($0.utf8)) }
    }

    @Test(
        "every kind of question follows the schema",
        arguments: [
            (asia + ["P(dysp=yes | do(smoke=no))"], "number"), (asia + ["P(dysp | smoke=no)"], "distribution"),
            (asia + ["P(dysp_{smoke=no}=no | smoke=yes, dysp=yes)"], "bounds"),
            (asia + ["ATE of smoke on dysp"], "number"), (asia + ["NIE of smoke on dysp through bronc"], "number"),
            (asia + ["PN of smoke on dysp"], "bounds"), (asia + ["what if smoke = no given dysp=yes"], "changes"),
            (training + ["what if treat = 0 for row 0"], "changes"),
            (schooling + ["what if black = 0 for row 3"], "changes"),
            (schooling + ["P(south=1 | do(black=1))"], "number"), (schooling + ["P(south | black=1)"], "distribution"),
            (schooling + ["PN of black=1 on south=1"], "bounds"),
            (schooling + ["NDE of black=1 vs 0 on lwage through educ"], "number"),
            (schooling + ["PSE of black=1 vs 0 on lwage along black -> lwage"], "number"),
            (schooling + ["why is lwage unusual for row 3"], "contributions"),
            (
                earnings + ["why did re78 change", "--after", "Examples/effects/lalonde_cps.csv"], "contributions"
            ),
        ])
    func answers(arguments: [String], kind: String) async throws {
        let document = try await documents(arguments)[0]
        #expect(try JSONSchema.causal().faults(in: document) == [])
        #expect(document["schema"] == .string("otherwise.answer/2"))
        #expect(document["result"]?["kind"] == .string(kind), "\(document)")
    }

    @Test(
        "so do effects, refutations, identifications, discoveries and every row of a file",
        arguments: [
            (training + ["ATE of treat on re78"], "effect/1"),
            (training + ["ATT of treat on re78", "--refute"], "effect/1"),
            (["ask", "--graph", "treat -> re78"] + lalonde + ["ATE of treat on re78"], "effect/1"),
            (["ask", "--graph", "x -> m -> y; x <-> y", "P(y | do(x))"], "identification/1"),
            (["ask", "--graph", "x -> y; x <-> y", "ATE of x on y"], "identification/1"),
            (asia + ["ATE of smoke on dysp", "--identify"], "identification/1"),
            (["ask", "--graph", "x -> y", "P(y_{x=1}=1 | x=0)"], "identification/1"),
            (["discover", "--only", "treat,age,re75,re78", "--resamples", "3"] + lalonde, "discovery/2"),
            (["discover", "--only", "treat,age,re78", "--method", "ges", "--resamples", "0"] + lalonde, "discovery/2"),
            (["discover", "--only", "treat,age,re78", "--method", "fci", "--resamples", "0"] + lalonde, "discovery/2"),
            (schooling + ["what if educ = 16 for every row"], "row-answer/1"),
        ])
    func others(arguments: [String], form: String) async throws {
        let schema = try JSONSchema.causal()
        for document in try await documents(arguments) {
            #expect(schema.faults(in: document) == [])
            #expect(document["schema"] == .string("otherwise.\(form)"))
        }
    }

    @Test("what would have been is a number where the variable is one, and a level's name where it has levels")
    func typed() async throws {
        let scratch = try Scratch()
        let model = ["ask", "--model", try scratch.file("rent.yml", Self.rent)]
        let settled = try await documents(model + ["what if hours = 60 given hours=40, rent=700"])[0]
        #expect(try JSONSchema.causal().faults(in: settled) == [])
        let changes = settled["result"]?["changes"]?.elements ?? []
        #expect(changes.map { $0["from"] } == [.number(40), .number(700)])
        let rent = try #require(changes.last?["to"]?.number)
        #expect(abs(rent - 700 * exp(0.2)) < 1e-9)
        let open = try await documents(model + ["what if hours = 60 given rent=700"])[0]
        #expect(try JSONSchema.causal().faults(in: open) == [])
        #expect(open["result"]?["changes"]?.elements?.first?["from"] == .null)
        let levels = try await documents(Self.asia + ["what if smoke = no given smoke=yes, dysp=yes"])[0]
        let all = levels["result"]?["changes"]?.elements ?? []
        let (smoke, dysp) = (all.first { $0["variable"] == .string("smoke") }, all.last)
        #expect(smoke?["from"] == .string("yes") && smoke?["to"] == .string("no"))
        #expect(dysp?["to"] == .null && dysp?["toLevels"]?.elements?.count == 2)
    }

    @Test("every row of a file is a line with its number, values and what speaks against it")
    func rows() async throws {
        let lines = try await documents(Self.schooling + ["what if educ = 16 for every row"])
        #expect(lines.count == 3_010 && lines.enumerated().allSatisfy { $1["row"] == .number(Double($0)) })
        #expect(lines.allSatisfy { $0["values"]?["educ"] == .number(16) && $0["values"]?["lwage"]?.number != nil })
        #expect(lines.contains { $0["caution"]?.text != nil } && lines.contains { $0["caution"] == .null })
    }

    @Test(
        "what was altered is refused: a member that is missing, of another type, unknown, or of another kind",
        arguments: [
            asia + ["P(dysp=yes | do(smoke=no))"], training + ["what if treat = 0 for row 0"],
            training + ["ATE of treat on re78"], ["ask", "--graph", "x -> y", "P(y | do(x))"],
            ["discover", "--only", "treat,age,re78", "--resamples", "0"] + lalonde,
        ])
    func altered(arguments: [String]) async throws {
        let schema = try JSONSchema.causal()
        guard case .object(let members) = try await documents(arguments)[0] else {
            Issue.record("no object")
            return
        }
        for key in members.keys {
            #expect(schema.faults(in: .object(members.filter { $0.key != key })) != [], "without \(key)")
            #expect(schema.faults(in: .object(members.merging([key: .bool(true)]) { $1 })) != [] || key == "isSearched")
        }
        #expect(schema.faults(in: .object(members.merging(["_0": .number(1)]) { $1 })) != [])
    }

    @Test("a number written as text in the place of what would have been is refused")
    func displayed() throws {
        func document(_ lower: String) throws -> JSONValue {
            try JSONValue(
                Data(
                    """
                    {"assumptions": [], "cautions": [], "estimand": null, "method": "m", "question": "q", "rung": 3,
                    "schema": "otherwise.answer/2", "result": {"kind": "changes", "changes": [
                    {"variable": "y", "from": 1, "to": 2, "fromLevels": [], "toLevels": [], "probability": null,
                    "interval": {"lower": \(lower), "upper": 3}}]}}
                    """.utf8))
        }
        #expect(try JSONSchema.causal().faults(in: document("1.5")) == [])
        #expect(try JSONSchema.causal().faults(in: document("\"1.5\"")) != [])
    }
}
