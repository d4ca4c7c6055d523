import Foundation
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
        #expect(document["schema"] == .string("otherwise.answer/2"))
        #expect(document["result"]?["kind"] == .string("bounds"))
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
        #expect(document["schema"] == .string("otherwise.answer/2") && document["result"]?["changes"] != nil)
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
        #expect(document["schema"] == .string("otherwise.discovery/2") && document["edges"] != nil)
        let graph = "digraph { graph [discovered=\"PC\"]; treat -> re78; }"
        let asked = try await Command.run(["ask", "--graph", graph, "ATE of treat on re78"])
        #expect(asked.code == 0 && asked.output.contains("discovered from data (PC)"))
        let missing = try await Command.run(["discover", "--data", Self.lalonde, "--only", "treat,pay"])
        #expect(missing.code == 65 && missing.errors.contains("'pay'"))
    }

    private static let schooling = [
        "ask", "--graph", "black -> educ -> exper -> lwage; educ -> lwage; black -> lwage; black -> south", "--data",
        "Examples/effects/college.csv",
    ]

    @Test("forms and links that are named are those that are chosen among, and the answer says so")
    func mechanisms() async throws {
        let question = Self.schooling + ["what if educ = 16 for row 1"]
        func method(_ options: [String]) async throws -> String {
            let ended = try await Command.run(question + options)
            #expect(ended.code == 0, "\(ended.errors)")
            return ended.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let linear = try await method(["--forms", "linear"])
        #expect(linear.contains("predicts best of those that are allowed (exper linear, lwage linear)"))
        #expect(try await method(["--links", "none"]).contains("of those that are allowed (exper"))
        #expect(try await !method([]).contains("allowed"))
        let why = try await Command.run(Self.schooling + ["why is lwage unusual for row 3", "--forms", "linear"])
        #expect(why.code == 0 && why.output.contains("allowed"), "\(why.errors)")
        let every = Self.schooling + ["what if educ = 16 for every row"]
        let (some, all) = (try await Command.run(every + ["--forms", "linear"]), try await Command.run(every))
        #expect(some.errors.contains("best of those that are allowed (exper linear, lwage linear)"), "\(some.errors)")
        #expect(some.code == 0 && !some.output.contains("allowed") && !all.errors.contains("allowed"))
    }

    @Test("every row of a file, in its order, marked where it is unlike the data, with the same bytes on any threads")
    func everyRow() async throws {
        let question = Self.schooling + ["what if educ = 16 for every row"]
        let one = try await Command.run(question + ["--threads", "1"])
        let two = try await Command.run(question + ["--threads", "2"])
        #expect(one.code == 0 && one.bytes == two.bytes, "\(one.errors)")
        let lines = one.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "row,educ_otherwise,exper_otherwise,lwage_otherwise,caution" && lines.count == 3_012)
        #expect(lines[3_010].hasPrefix("3009,16,"))
        #expect(one.output.contains("outside the data in") && one.errors.contains("guesses"))
        let alone = try await Command.run(Self.schooling + ["what if educ = 16 for row 1"])
        let wage = alone.output.split(separator: "\n").first { $0.hasPrefix("  lwage") }?.split(separator: " ")[2]
        let (found, expected) = (Double(lines[2].split(separator: ",")[3]), wage.flatMap { Double($0) })
        #expect(abs((found ?? 0) - (expected ?? .infinity)) < 1e-5, "\(lines[2]) \(alone.output)")
    }

    @Test("of numbers of a million or more six digits are told, in JSON all of them")
    func greatNumbers() async throws {
        let scratch = try Scratch()
        let model = try scratch.file(
            "m.yml",
            """
            model: otherwise.causal/1
            variables:
            - {name: x, formula: 0, noise: {uniform: [0, 2]}}
            - {name: y, formula: 1234567891 * x}
            """)
        for (question, shown) in [
            ("what if x = 1 given x=0, y=0", "1234570000"), ("ATE of x=1 vs 0 on y", "1234570000"),
            ("ATE of x=0.0001 vs 0 on y", "123456.7891"),
        ] {
            for format in ["table", "html"] {
                let ended = try await Command.run(["ask", "--model", model, question, "--format", format])
                #expect(ended.code == 0 && ended.output.contains(shown), "\(ended.output)\(ended.errors)")
                #expect(!ended.output.contains("1234567891"), "\(ended.output)")
            }
            let document = try await Command.run(["ask", "--model", model, question, "--format", "json"])
            #expect(document.output.contains("1234567891") || !shown.hasPrefix("1234570000"), "\(document.output)")
        }
    }

    @Test(
        "notes stand on standard error unless it is to be quiet, and what was read where it is to say more",
        arguments: [
            schooling + ["what if educ = 16 for every row"],
            ["ask", "--graph", "talent -> treat -> re78", "--data", lalonde, "ATE of treat on re78"],
        ])
    func talk(question: [String]) async throws {
        let told = try await Command.run(question), quiet = try await Command.run(question + ["--quiet"])
        #expect(told.code == 0 && told.errors.hasPrefix("Note: "), "\(told.errors)")
        #expect(quiet.code == 0 && quiet.errors.isEmpty && quiet.bytes == told.bytes, "\(quiet.errors)")
        let more = try await Command.run(question + ["--verbose"])
        #expect(more.bytes == told.bytes && more.errors.contains("\ntime: "), "\(more.errors)")
        let rows = question.contains("talent -> treat -> re78") ? "445" : "3,010"
        #expect(
            more.errors.split(separator: "\n").contains { $0.hasPrefix("data: ") && $0.hasSuffix(", \(rows) rows") })
        let both = try await Command.run(question + ["--quiet", "--verbose"])
        #expect(both.code == 64 && both.errors.contains("exclude"))
    }

    @Test("of a file with more rows than are learnt from, so many are drawn, the same ones for the same seed")
    func learningSample() async throws {
        let question = Self.schooling + ["what if educ = 16 for every row"]
        let whole = try await Command.run(question)
        let same = try await Command.run(question + ["--learn-rows", "3010"])
        #expect(whole.bytes == same.bytes && !whole.errors.contains("learnt from"))
        let part = try await Command.run(question + ["--learn-rows", "600"])
        let again = try await Command.run(question + ["--learn-rows", "600"])
        let other = try await Command.run(question + ["--learn-rows", "600", "--seed", "2"])
        #expect(part.code == 0 && part.errors.contains("600 of the 3,010 rows"), "\(part.errors)")
        #expect(part.output.split(separator: "\n").count == 3_011 && part.bytes == again.bytes)
        #expect(part.bytes != whole.bytes && part.bytes != other.bytes)
        let refused = try await Command.run(question + ["--learn-rows", "0"])
        #expect(refused.code == 64 && refused.errors.contains("--learn-rows"))
    }

    @Test("a column is of one kind in all of a file of several blocks, whatever a block of it holds")
    func learningBlocks() async throws {
        let scratch = try Scratch()
        // 65,536 rows are read at once; `none` alone would be a missing number.
        let rows = (0..<66_000).map { $0 < 65_536 ? ($0 % 2 == 0 ? "A,1\n" : "B,2\n") : "none,\(6 + $0 % 3)\n" }
        let path = try scratch.file("long.csv", "plan,y\n" + rows.joined())
        let ended = try await Command.run([
            "ask", "--graph", "plan -> y", "--data", path, "what if plan = none for every row",
        ])
        #expect(ended.code == 0, "\(ended.errors)")
        // The first is A at its mean of 1; of none the mean is 7.
        let cells = ended.output.split(separator: "\n").dropFirst().first?.split(separator: ",") ?? []
        let value = try #require(cells.dropFirst(2).first.flatMap { Double($0) })
        #expect(abs(value - 7) < 0.5, "\(cells)")
    }

    @Test(
        "probabilities of levels, paths and whys from data",
        arguments: [
            ("P(south=1 | do(black=1))", "interval"), ("P(south_{black=0}=1 | black=1, south=1)", "not identified"),
            ("PN of black=1 on south=1", "between"), ("NDE of black=1 vs 0 on lwage through educ", "interval"),
            ("PSE of black=1 vs 0 on lwage along black -> lwage", "interval"),
            ("why is lwage unusual for row 3", "contributes"),
        ])
    func fromData(question: String, word: String) async throws {
        let ended = try await Command.run(Self.schooling + [question])
        #expect((ended.output + ended.errors).contains(word), "\(ended.output)\(ended.errors)")
        #expect(ended.code == (word == "not identified" ? 3 : 0))
    }

    @Test("why a mean changed, from one file to another")
    func change() async throws {
        let ended = try await Command.run([
            "ask", "--graph", "age -> re75 -> re78; educ -> re78; age -> re78", "--data", Self.lalonde, "--after",
            "Examples/effects/lalonde_cps.csv", "why did re78 change",
        ])
        #expect(ended.code == 0 && ended.output.contains("together"), "\(ended.errors)")
    }

    @Test("an answer is written where --output says, in the form that the end of the name tells")
    func output() async throws {
        let scratch = try Scratch()
        let asked = ["ask", "--model", Self.asia, "P(dysp=yes | do(smoke=no))"]
        let shown = try await Command.run(asked)
        for (name, start) in [("a.txt", "P(dysp=yes"), ("a.json", "{"), ("a.html", "<!doctype html>")] {
            let ended = try await Command.run(asked + ["--output", scratch.path(name)])
            #expect(ended.code == 0 && ended.output.isEmpty, "\(ended.errors)")
            #expect(scratch.text(name).hasPrefix(start), "\(name)")
        }
        #expect(scratch.text("a.txt") == shown.output)
        let named = try await Command.run(asked + ["--output", scratch.path("b.html"), "--format", "json"])
        #expect(named.code == 0 && scratch.text("b.html").hasPrefix("{"))
        for (question, name) in [("ATE of treat on re78", "effect.json"), ("P(re78 | do(treat))", "identified.json")] {
            let data = name == "effect.json" ? ["--data", Self.lalonde] : []
            let ended = try await Command.run(
                ["ask", "--graph", Self.causes] + data + [question, "--output", scratch.path(name)])
            #expect(ended.output.isEmpty && scratch.text(name).hasPrefix("{"), "\(ended.errors)")
        }
        let drawn = try await Command.run(asked + ["--output", scratch.path("c.svg")])
        #expect(drawn.code == 64 && drawn.errors.contains("--picture"), "\(drawn.errors)")
        let own = try scratch.file("m.bif", "network n { }")
        let over = try await Command.run(["ask", "--model", own, "P(x)", "--output", own])
        #expect(over.code == 64 && over.errors.contains("is a file that is read"), "\(over.errors)")
        let twice = try await Command.run(
            asked + ["--output", scratch.path("d.json"), "--picture", scratch.path("d.json")])
        #expect(twice.code == 64 && twice.errors.contains("another result"), "\(twice.errors)")
    }

    @Test("what is wrong with one row is told of one row, and no cell reaches the terminal as it is")
    func oddRows() async throws {
        let scratch = try Scratch()
        let model = try scratch.file(
            "m.yml",
            """
            model: otherwise.causal/1
            variables:
            - {name: sector, levels: [a, b], probabilities: [0.5, 0.5]}
            - {name: pay, formula: 100 + 10 * (sector == b), noise: {uniform: [0, 1]}}
            """)
        let asked = ["ask", "--model", model, "what if sector = b for every row", "--rows"]
        let odd = try scratch.file("odd.csv", "sector,pay\n\"c\u{1B}[2J\nd\",100.5\na,100.5\na,999\n")
        let one = try await Command.run(asked + [odd])
        #expect(
            one.code == 0 && one.errors.contains("1 row has no answer, 1 answer is for a row that"), "\(one.errors)")
        #expect(one.errors.contains("no sector 'c [2J d'") && !(one.errors + one.output).contains("\u{1B}"))
        let two = try await Command.run(asked + [scratch.file("two.csv", "sector,pay\nc,1\nd,1\na,999\na,998\n")])
        #expect(two.errors.contains("2 rows have no answer, 2 answers are for rows that"), "\(two.errors)")
    }

    @Test("the picture of a graph with hidden causes is SVG, whoever lays it out")
    func picture() async throws {
        let ended = try await Command.run([
            "ask", "--graph", "smoking -> tar -> cancer; smoking <-> cancer", "P(cancer | do(smoking))", "--picture",
            "/dev/stdout",
        ])
        #expect(ended.output.contains("<svg") && ended.output.contains("stroke-dasharray"))
        #expect(ended.output.contains(">smoking</text>") && ended.output.contains("marker-end"))
    }

    /// A file in a folder of its own, for one run.
    private static func withFile(_ name: String, _ text: String, _ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otherwise-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        try await body(file.path)
    }

    @Test("a graph of 100,000 variables is answered")
    func large() async throws {
        let chain = (1..<100_000).map { "v\($0 - 1) -> v\($0)" }.joined(separator: "\n")
        try await Self.withFile("chain.txt", chain) { path in
            let ended = try await Command.run(["ask", "--graph", path, "ATE of v99998 on v99999"])
            #expect(ended.code == 0 && ended.output.contains("P(v99999 | v99998)"), "\(ended.errors)")
        }
    }

    @Test(
        "treated and untreated that do not overlap, and rows that lack what is asked for, are refused with the reason")
    func overlap() async throws {
        let rows = (0..<40).map { row in "\(row < 20 ? 0 : 1),\(row),\(row % 7)\n" }.joined()
        try await Self.withFile("apart.csv", "x,z,y\n" + rows) { path in
            let ended = try await Command.run([
                "ask", "--graph", "z -> x -> y; z -> y", "--data", path, "ATE of x on y", "--estimator", "ipw",
            ])
            #expect(ended.code == 65 && ended.errors.contains("do not overlap"), "\(ended.errors)")
        }
        try await Self.withFile("gaps.csv", "row,lwage,educ,exper,black\n") { path in
            let ended = try await Command.run(Self.schooling + ["what if educ = 16 for every row", "--rows", path])
            #expect(ended.code == 0 && ended.output.split(separator: "\n").count == 1)
        }
        try await Self.withFile("gaps.csv", "lwage,educ,exper,black\n6,12,,0\n6,twelve,3,0\n") { path in
            let ended = try await Command.run(Self.schooling + ["what if educ = 16 for every row", "--rows", path])
            #expect(ended.code == 65 && ended.errors.contains("twelve") && ended.errors.contains("3"))
        }
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
            (["ask", "--model", asia, "P(dysp=yes | lung=yes, either=no)"], 65, "probability 0"),
            (["ask", "--model", asia, "what if smoke = no for every row", "--data", lalonde], 64, "one row at a time"),
            (
                ["ask", "--model", asia, "PSE of smoke on dysp along smoke -> xray -> dysp"], 65,
                "no edge 'smoke -> xray'"
            ),
            (["ask", "--model", asia, "why is dysp unusual for row 0"], 64, "asked of numbers"),
            (["ask", "--graph", causes, "--data", lalonde, "why did re78 change"], 64, "--after"),
            (["ask", "--graph", causes, "--data", lalonde, "P(re78=0 | do(treat=1))"], 65, "Frequencies"),
            (["ask", "--graph", causes, "what if treat = 0 for every row"], 64, "--rows"),
            (
                ["ask", "--graph", causes, "--data", lalonde, "ATE of treat on re78", "--rows", lalonde], 64,
                "every row"
            ),
            (["ask", "--model", "nowhere.bif", "P(x)"], 66, "nowhere.bif"), (["ask", "P(x)"], 64, "--model"),
            (
                ["ask", "--graph", "treat -> re78; treat <-> re78", "--data", lalonde, "ATE of treat on re78"], 3,
                "not identified"
            ),
            (["ask", "--graph", causes, "--data", lalonde, "ATE of treat on pay"], 65, "'pay'"),
            (["ask", "--graph", causes, "--data", lalonde, "PN of treat on re78"], 65, "ATE of"),
            (["ask", "--graph", causes, "--data", lalonde, "ATE of treat on re78", "--estimator", "2sls"], 65, "aipw"),
            (
                ["ask", "--graph", causes, "--data", lalonde, "ATE of treat on re78", "--estimator", "magic"], 64,
                "'magic'"
            ),
            (["ask", "--graph", causes, "ATE of treat on re78", "--refute"], 64, "--data"),
            (
                ["ask", "--graph", causes, "--data", lalonde, "ATE of treat on re78", "--links", "none"], 64,
                "--links goes"
            ),
            (["ask", "--model", asia, "P(dysp=yes)", "--forms", "linear"], 64, "--forms goes"),
            (["ask", "--graph", causes, "P(re78 | do(treat))", "--links", "power"], 64, "--links goes"),
            (
                ["ask", "--graph", causes, "--data", lalonde, "what if treat = 0 for row 0", "--links", "power,cube"],
                64, "'cube' is no link"
            ),
            (
                ["ask", "--graph", causes, "--data", lalonde, "what if treat = 0 for row 0", "--forms", "root"], 64,
                "line-and-trees"
            ),
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
