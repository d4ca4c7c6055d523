import Testing

@Suite("ask")
struct AskTests {
    private static let asia = "Examples/networks/asia.bif"

    @Test("an answer, its rung and what it rests on")
    func answer() async throws {
        let ended = try await Command.run(["ask", "--model", Self.asia, "P(dysp=yes | do(smoke=no))"])
        #expect(ended.code == 0)
        #expect(ended.output.hasPrefix("P(dysp=yes | do(smoke=no)) = 0.3191\n"))
        #expect(ended.output.contains("rung     2, doing"))
    }

    @Test("what tables do not settle is bounded, in JSON too")
    func bounds() async throws {
        let question = "P(dysp_{smoke=no}=no | smoke=yes, dysp=yes)"
        let ended = try await Command.run(["ask", "--model", Self.asia, question, "--format", "json"])
        let document = try JSONValue(ended.bytes)
        #expect(document["schema"] == .string("otherwise.answer/1"))
        #expect(document["result"]?["bounds"] != nil)
    }

    @Test("whether data can answer, from the edges alone")
    func identification() async throws {
        let frontDoor = try await Command.run(
            ["ask", "--graph", "smoking -> tar -> cancer; smoking <-> cancer", "P(cancer | do(smoking))"])
        #expect(frontDoor.code == 0 && frontDoor.output.contains("Σ_tar P(tar | smoking)"))
        let bow = try await Command.run(["ask", "--graph", "x -> y; x <-> y", "ATE of x on y"])
        #expect(bow.code == 3 && bow.output.contains("not identified"))
    }

    private static let lalonde = "Examples/effects/lalonde.csv"
    private static let causes = "age -> treat -> re78; age -> re78; re75 -> treat; re75 -> re78"

    @Test("an effect from data: the way, the interval, what would make it wrong; as JSON it is the same")
    func effect() async throws {
        let arguments = ["ask", "--graph", Self.causes, "--data", Self.lalonde, "ATE of treat on re78", "--estimator"]
        let table = try await Command.run(arguments + ["regression"])
        #expect(table.code == 0)
        #expect(table.output.contains("back door  age, re75") && table.output.contains("wrong if"))
        let document = try JSONValue(try await Command.run(arguments + ["regression", "--format", "json"]).bytes)
        #expect(document["schema"] == .string("otherwise.effect/1"))
        #expect(document["estimate"]?["standardError"] != nil && document["rows"] == .number(445))
    }

    @Test("what a row would have been, by mechanisms that are learnt from the data")
    func unit() async throws {
        let question = "what if treat = 0 for row 0"
        let arguments = ["ask", "--graph", Self.causes, "--data", Self.lalonde, question]
        let table = try await Command.run(arguments)
        #expect(table.code == 0 && table.output.contains("90% interval") && table.output.contains("3, imagining"))
        let document = try JSONValue(try await Command.run(arguments + ["--format", "json"]).bytes)
        #expect(document["schema"] == .string("otherwise.answer/1") && document["result"]?["changes"] != nil)
    }

    @Test("an effect that is tried to be shown wrong")
    func refutations() async throws {
        let ended = try await Command.run([
            "ask", "--graph", Self.causes, "--data", Self.lalonde, "ATT of treat on re78", "--estimator", "regression",
            "--refute",
        ])
        #expect(ended.code == 0 && ended.output.contains("E-value") && ended.output.contains("placebo treatment"))
        #expect(!ended.output.contains("REFUTED"))
    }

    @Test("a graph is discovered, and what is asked of it says so")
    func discovery() async throws {
        let arguments = ["discover", "--data", Self.lalonde, "--only", "treat,age,re75,re78", "--resamples", "10"]
        let table = try await Command.run(arguments)
        #expect(table.code == 0 && table.output.contains("this way") && table.output.contains("PC, Fisher z"))
        let document = try JSONValue(try await Command.run(arguments + ["--format", "json"]).bytes)
        #expect(document["schema"] == .string("otherwise.discovery/1") && document["edges"] != nil)
        let graph = "digraph { graph [discovered=\"PC\"]; treat -> re78; }"
        let asked = try await Command.run(["ask", "--graph", graph, "ATE of treat on re78"])
        #expect(asked.code == 0 && asked.output.contains("discovered from data (PC)"))
        let missing = try await Command.run(["discover", "--data", Self.lalonde, "--only", "treat,pay"])
        #expect(missing.code == 65 && missing.errors.contains("'pay'"))
    }

    @Test(
        "a page with the graph drawn, what is set marked, and no script",
        arguments: [
            (["--model", asia, "P(dysp=yes | do(smoke=no))"], "0.3191"),
            (
                ["--graph", causes, "--data", lalonde, "ATE of treat on re78", "--refute"],
                "What a hidden cause would do"
            ),
            (["--graph", causes, "--data", lalonde, "what if treat = 0 for row 0"], "What would have been"),
            (["--graph", "\"<b>\" -> y", "P(y | do(\"<b>\"))"], "&lt;b&gt;"),
        ])
    func page(arguments: [String], word: String) async throws {
        let ended = try await Command.run(["ask", "--format", "html"] + arguments)
        #expect(ended.code == 0 && ended.output.hasPrefix("<!doctype html>"), "\(ended.errors)")
        #expect(ended.output.contains(word) && ended.output.contains("<svg") && ended.output.contains("#fde3c8"))
        #expect(!ended.output.contains("<script") && !ended.output.contains("<b> -"))
    }

    @Test(
        "faults end with a code and a caret or a hint",
        arguments: [
            (["ask", "--model", asia, "P(dysp=yes"], 64, "^"),
            (["ask", "--model", asia, "P(cough=yes)"], 65, "'cough'"),
            (["ask", "--graph", "x -> y -> x", "ATE of x on y"], 65, "cycle"),
            (["ask", "--model", asia, "P(dysp=yes | do(smoke=no), smoke=yes)"], 64, "what would have been"),
            (["ask", "--model", "nowhere.bif", "P(x)"], 66, "nowhere.bif"), (["ask", "P(x)"], 64, "--model"),
            (
                ["ask", "--graph", "treat -> re78; treat <-> re78", "--data", lalonde, "ATE of treat on re78"], 3,
                "not identified"
            ),
            (["ask", "--graph", causes, "--data", lalonde, "ATE of treat on pay"], 65, "'pay'"),
            (["ask", "--graph", causes, "--data", lalonde, "PN of treat on re78"], 64, "ATE of"),
            (["ask", "--graph", causes, "--data", lalonde, "ATE of treat on re78", "--estimator", "2sls"], 65, "aipw"),
            (
                ["ask", "--graph", causes, "--data", lalonde, "ATE of treat on re78", "--estimator", "magic"], 64,
                "'magic'"
            ),
            (["ask", "--graph", causes, "ATE of treat on re78", "--refute"], 64, "--data"),
            (["ask", "--graph", causes, "--data", lalonde, "what if treat = 0 for row 9999"], 65, "0 to 444"),
            (["ask", "--graph", causes, "--data", lalonde, "what if treat = 0 given age=30"], 65, "given"),
            (["ask", "--graph", causes, "--data", lalonde, "what if treat = 7 for row 0"], 65, "never is '7'"),
            (
                ["ask", "--graph", "treat -> re78; treat <-> re78", "--data", lalonde, "what if treat = 0 for row 0"],
                65, "hidden cause"
            ),
        ])
    func faults(arguments: [String], code: Int32, word: String) async throws {
        let ended = try await Command.run(arguments)
        #expect(ended.code == code)
        #expect(ended.errors.contains(word))
    }
}
