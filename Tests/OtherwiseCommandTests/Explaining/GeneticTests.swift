import Foundation
import Testing

@Suite("explain --strategy genetic, and resample")
struct GeneticTests {
    private static let question =
        ["explain"] + Command.gradientBoosting
        + [
            "--row", "18", "--want", ">50K", "--strategy", "genetic", "--generations", "4", "--population", "20",
            "--no-plausibility", "--format", "json",
        ]

    @Test("Answers reach the goal, follow the seed, and say that nothing is proved")
    func answers() async throws {
        let ended = try await Command.run(Self.question + ["--count", "3", "--seed", "5"])
        #expect(ended.code == 0, "\(ended.errors)")
        let document = try JSONValue(ended.bytes)
        #expect(try JSONSchema.explanation().faults(in: document).isEmpty)
        let answers = try #require(document["counterfactuals"]?.elements)
        #expect(answers.count == 3)
        for answer in answers {
            #expect(answer["outcome"]?.text == ">50K")
            #expect(answer["certificate"]?["kind"]?.text == "none")
        }
        #expect(try await Command.run(Self.question + ["--count", "3", "--seed", "5"]).output == ended.output)
        #expect(try await Command.run(Self.question + ["--count", "3", "--seed", "6"]).output != ended.output)
    }

    @Test("No more rows are scored than may be, and the first generation grows with the others")
    func budget() async throws {
        func rows(_ options: String...) async throws -> Double? {
            let ended = try await Command.run(Self.question + options)
            return try JSONValue(ended.bytes)["effort"]?["modelRows"]?.number
        }
        #expect(try await rows("--row-limit", "1") == 1)
        #expect(try await rows("--row-limit", "150").map { $0 <= 150 } == true)
        #expect(try await rows("--population", "2", "--generations", "1").map { $0 < 100 } == true)
    }

    @Test("A search that is kept gives the same answers again, and others for other preferences, without the model")
    func resamples() async throws {
        let scratch = try Scratch()
        let run = scratch.path("run.json")
        let ended = try await Command.run(Self.question + ["--count", "3", "--save", run])
        let again = try await Command.run(["resample", run, "--count", "3", "--format", "json"])
        #expect(again.code == 0, "\(again.errors)")
        let (first, second) = (try JSONValue(ended.bytes), try JSONValue(again.bytes))
        #expect(Self.values(first) == Self.values(second) && Self.values(first).count == 3)
        #expect(second["effort"]?["modelRows"]?.number == 0)
        let sparse = try await Command.run([
            "resample", run, "--weights", "sparsity=50,proximity=0,manifold=0", "--format", "json",
        ])
        let changes = try JSONValue(sparse.bytes)["counterfactuals"]?.elements?.first?["changes"]?.elements
        #expect((changes?.count ?? 9) <= Self.fewestChanges(first))
        let strange = try await Command.run(["resample", run, "--weights", "price=1"])
        #expect(strange.code == 64 && strange.errors.contains("no objective 'price'"))
        let cut = scratch.text("run.json").replacing(#/"values":\[[^,\]]*,/#, with: "\"values\":[")
        #expect(try await Command.run(["resample", scratch.file("cut.json", cut)]).code == 65)
        let text = try await Command.run(["resample", run, "--count", "2", "--diversity", "1"])
        #expect(text.code == 0 && text.output.contains("Nothing is proved"), "\(text.output)")
    }

    @Test(
        "Bad options and files end with a sentence",
        arguments: [
            (
                ["explain"] + Command.gradientBoosting + ["--row", "1", "--want", ">50K", "--save", "x.json"], 64,
                "--save goes with --row and --strategy genetic."
            ),
            (Self.question + ["--population", "1"], 64, "--population is 1."),
            (["resample", "nowhere.json"], 66, "There is no search at 'nowhere.json'."),
            (
                ["resample", "Documentation/explanation.schema.json"], 65,
                "is not a search of `otherwise explain --save`"
            ),
            (["resample", "x.json", "--weights", "sparsity=-1"], 64, "'sparsity=-1' is no weight."),
            (["resample", "x.json", "--weights", "=1"], 64, "'=1' is no weight."),
            (["resample", "x.json", "--count", "0"], 64, "--count is 0."),
            (["resample", "x.json", "--diversity", "nan"], 64, "--diversity is nan."),
        ])
    func badInput(_ arguments: [String], _ code: Int, _ message: String) async throws {
        let ended = try await Command.run(arguments)
        #expect(Int(ended.code) == code)
        #expect(ended.errors.contains(message), "\(ended.errors)")
    }

    private static func values(_ document: JSONValue) -> [JSONValue?] {
        (document["counterfactuals"]?.elements ?? []).map { $0["values"] }
    }

    private static func fewestChanges(_ document: JSONValue) -> Int {
        (document["counterfactuals"]?.elements ?? []).compactMap { $0["changes"]?.elements?.count }.min() ?? 0
    }
}
