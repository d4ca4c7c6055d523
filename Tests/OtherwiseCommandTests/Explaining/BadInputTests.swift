import Foundation
import Testing

/// What a user may get wrong, the exit code, and a part of the sentence that is printed.
private struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    let code: Int32
    let sentence: String

    init(_ name: String, _ arguments: [String], _ code: Int32, _ sentence: String) {
        (testDescription, self.arguments, self.code, self.sentence) = (name, arguments, code, sentence)
    }

    private static let model = ["--model", Example.boosting]
    private static let data = ["--data", Example.adult]
    private static let question = ["--row", "0", "--want", ">50K"]

    /// A file of the test in the place of `FILE`.
    static let all =
        options + files + [
            Mistake(
                "no such row", model + data + ["--row", "99999", "--want", ">50K"], 65,
                "has no row 99999. Rows count from 0 to 399."),
            Mistake("a negative row", model + data + ["--row", "-1", "--want", ">50K"], 65, "has no row -1"),
            Mistake(
                "rows beyond the end", model + data + ["--rows", "398-400", "--want", ">50K"], 65,
                "has no row 400"),
            Mistake("an unknown column", model + data + question + ["--columns", "age,zork"], 65, "no column 'zork'"),
            Mistake("no model", ["--model", "nope.onnx"] + data + question, 66, "There is no model at 'nope.onnx'"),
            Mistake("no data", model + ["--data", "nope.csv"] + question, 66, "There is no data file at 'nope.csv'"),
            Mistake("a folder", model + ["--data", "Examples"] + question, 66, "is a folder"),
            Mistake("data without end", model + ["--data", "/dev/zero"] + question, 66, "is a pipe or a device"),
            Mistake("a model without end", ["--model", "/dev/zero"] + data + question, 66, "is a pipe or a device"),
            Mistake(
                "no schema", model + data + question + ["--schema", "nope.yml"], 66, "There is no schema at 'nope.yml'"),
            Mistake(
                "no file of rows", model + data + ["--rows", "nope.txt", "--want", ">50K"], 66,
                "There is no file of rows"),
            Mistake(
                "a model that is a table", ["--model", Example.adult] + data + question, 65,
                "It is not an ONNX model"),
            Mistake(
                "an output that cannot be", model + data + question + ["--output", "/nope/answer"], 1,
                "cannot be written"),
            Mistake(
                "an output that is read",
                model + data + question + ["--output", "Tests/../Tests/Fixtures/command/adult.csv"], 64,
                "is a file that is read"),
            Mistake(
                "an output that names the rows",
                model + data + ["--rows", "FILE:0-9", "--want", ">50K", "--output", "FILE:0-9"],
                64, "is a file that is read"),
            Mistake(
                "a certificate over the data", model + data + question + ["--certificate", Example.adult], 64,
                "is a file that is read"),
            Mistake(
                "a certificate over the output",
                model + data + question + ["--output", "same-file.out", "--certificate", "same-file.out"],
                64,
                "or another result"),
            Mistake(
                "a certificate that cannot be", model + data + question + ["--certificate", "/nope/c.json"], 1,
                "'/nope/c.json' cannot be written"),
            Mistake(
                "an output that is a folder", model + data + question + ["--output", "Tests"], 1, "it is no plain file"),
        ]

    private static let options = [
        Mistake("neither row nor rows", model + data + ["--want", "x"], 64, "Give one of --row, --rows and --group."),
        Mistake(
            "row and rows", model + data + question + ["--rows", "all"], 64, "Give one of --row, --rows and --group."),
        Mistake("a range backwards", model + data + ["--rows", "9-3", "--want", ">50K"], 64, "Write '3-9'"),
        Mistake(
            "resume without output", model + data + ["--rows", "all", "--want", "x", "--resume"], 64, "Give --output"),
        Mistake(
            "a batch as a table", model + data + ["--rows", "all", "--want", "x", "--format", "table"], 64,
            "written as csv or json"),
        Mistake(
            "an option of another strategy", model + data + question + ["--strategy", "greedy", "--node-limit", "9"],
            64,
            "--node-limit goes with --strategy auto, exact, not with greedy."),
        Mistake(
            "diversity of one", model + data + question + ["--diversity", "max-min"], 64,
            "--diversity goes with --count of 2 or more."),
        Mistake("a negative number of answers", model + data + question + ["--count", "-3"], 64, "--count is -3."),
        Mistake("no unit of time", model + data + question + ["--time-limit", "10"], 64, "is not a length of time"),
        Mistake("no such cost", model + data + question + ["--cost", "l3"], 64, "The cost 'l3' is none of"),
        Mistake("a root in a sum", model + data + question + ["--cost", "l1+l2"], 64, "l2 cannot be a term"),
        Mistake("a cost of nothing", model + data + question + ["--cost", "0*l1"], 64, "is 0 for every change"),
        Mistake("a stability of 2", model + data + question + ["--robust", "2"], 64, "--robust is 2"),
        Mistake("a stability below 0", model + data + question + ["--robust=-1"], 64, "--robust is -1"),
        Mistake("a stability that is no number", model + data + question + ["--robust", "nan"], 64, "--robust is nan"),
        Mistake(
            "no gradient", model + data + question + ["--strategy", "gradient"], 64,
            "has no gradient that can be followed"),
        Mistake("a plausibility of 2", model + data + question + ["--plausible", "2"], 64, "--plausible is 2"),
        Mistake(
            "a plausibility that is no number", model + data + question + ["--plausible", "nan"], 64,
            "--plausible is nan"),
        Mistake(
            "a certificate of plausible answers",
            model + data + question + ["--plausible", "0.2", "--certificate", "c.json"], 64,
            "A certificate does not hold how plausible"),
        Mistake(
            "a graph of other names", model + data + question + ["--graph", "foo -> bar"], 65, "names no feature"),
        Mistake("a seed below 0", model + data + question + ["--seed", "-1"], 64, "'-1' is invalid for '--seed"),
        Mistake("a probability of 2", model + data + question + ["--probability", "2"], 64, "--probability is 2"),
        Mistake("no threads", model + data + ["--rows", "all", "--want", "x", "--threads", "0"], 64, "--threads is 0"),
        Mistake(
            "too many threads", model + data + ["--rows", "all", "--want", "x", "--threads", "9223372036854775807"], 64,
            "Give 1 to 1024"),
        Mistake(
            "the last of all numbers as a row", model + data + ["--rows", "0-9223372036854775807", "--want", ">50K"],
            64, "No file has a row 9223372036854775807"),
        Mistake("an empty name", model + data + question + ["--columns", "age,,sex"], 64, "has an empty name"),
        Mistake("quiet and verbose", model + data + question + ["-q", "-v"], 64, "exclude one another"),
    ]

    private static let files = [
        Mistake("an empty file", model + ["--data", "FILE:"] + question, 65, "There is no header: the file is empty."),
        Mistake("a header alone", model + ["--data", "FILE:age,sex\n"] + question, 65, "has a header but no rows"),
        Mistake(
            "a ragged row", model + ["--data", "FILE:age,sex\n1,2\n1,2,3\n"] + question, 65,
            "line 3: The record has 3 fields; the header has 2."),
        Mistake(
            "a column too few", model + ["--data", "FILE:age,sex\n1,2\n"] + question, 65,
            "input: The table has no column 'workclass'"),
        Mistake(
            "semicolons", model + ["--data", "FILE:age;workclass\n1;2\n"] + question, 65,
            "Its only column is 'age;workclass'; separate the columns by commas, not by semicolons."),
        Mistake(
            "a bad entry in a file of rows", model + data + ["--rows", "FILE:0-9\n\n7-x\n", "--want", ">50K"], 64,
            "input, line 3: '7-x' is neither a row nor a range of rows."),
        Mistake(
            "YAML that is none", model + data + question + ["--schema", "FILE:a: ["], 65,
            "See `otherwise schema --help`"),
        Mistake(
            "an older schema", model + data + question + ["--schema", "FILE:schema: x/0\nfeatures: []\n"], 65,
            "of version 'x/0'"),
        Mistake(
            "a schema with too little", model + data + question + ["--schema", "FILE:" + yaml("range: [17, 90]")], 65,
            "does not describe 'workclass'"),
        Mistake(
            "a range backwards in a schema", model + data + question + ["--schema", "FILE:" + yaml("range: [90, 17]")],
            65, "the lowest first"),
        Mistake(
            "an integer of halves", model + data + question + ["--schema", "FILE:" + yaml("step: 0.5")], 65,
            "an integer has a step of 0.5. Write `type: number`, or a whole step"),
        Mistake(
            "a number that is not decimal",
            model + data + question + ["--schema", "FILE:" + yaml("range: [0x10, 90]")],
            65, "a number is expected"),
        Mistake(
            "a change that is none", model + data + question + ["--schema", "FILE:" + yaml("change: sideways")], 65,
            "sideways"),
    ]

    private static func yaml(_ line: String) -> String {
        "schema: otherwise.schema/1\nfeatures:\n- name: age\n  type: integer\n  \(line)\n"
    }
}

@Suite("explain: bad input")
struct BadInputTests {
    @Test("ends with its code and one sentence", arguments: Mistake.all)
    fileprivate func mistake(_ mistake: Mistake) async throws {
        let scratch = try Scratch()
        let arguments = try mistake.arguments.map { argument in
            argument.hasPrefix("FILE:") ? try scratch.file("input", String(argument.dropFirst(5))) : argument
        }
        let ended = try await Command.run(["explain"] + arguments)
        #expect(ended.code == mistake.code, "\(ended.errors)")
        #expect(ended.errors.contains(mistake.sentence))
        #expect(ended.output == "")
    }

    @Test("text in a column of numbers is told, and with a schema it concerns its row alone")
    func textAmongNumbers() async throws {
        let scratch = try Scratch()
        let example = try Example.text(Example.adult)
        let lines = example.split(separator: "\n").prefix(40)
        let clean = try scratch.file("clean.csv", lines.joined(separator: "\n"))
        let data = try scratch.file(
            "data.csv", (lines + ["young" + lines[5].drop { $0 != "," }]).joined(separator: "\n"))
        let model = ["--model", Example.boosting]
        let refused = try await Command.run(["explain"] + model + ["--data", data, "--row", "0", "--want", ">50K"])
        #expect(refused.code == 65)
        #expect(refused.errors.contains("', line 41, column 'age': it holds 'young', the model wants numbers there"))
        let schema = try scratch.file("schema.yml", try await Command.run(["schema", clean] + model).output)
        let ended = try await Command.run(
            ["explain"] + model + ["--data", data, "--rows", "37-39", "--want", ">50K", "--schema", schema])
        #expect(ended.code == 65)
        #expect(
            ended.output.split(separator: "\n").map { $0.split(separator: ",")[1] } == [
                "status", "found", "found", "error",
            ])
    }

    @Test("a pipe is not replaced by a file, and a link leads to what is written", .timeLimit(.minutes(10)))
    func pipesAndLinks() async throws {
        let scratch = try Scratch()
        let question = ["explain"] + Command.gradientBoosting + ["--row", "18", "--want", ">50K", "--output"]
        try #require(mkfifo(scratch.path("pipe"), 0o600) == 0)
        #expect(try await Command.run(question + [scratch.path("pipe")]).errors.contains("it is no plain file"))
        let target = try scratch.file("target", "before")
        try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: target)
        #expect(try await Command.run(question + [scratch.path("link")]).code == 0)
        #expect(scratch.text("target").contains("It would say >50K"))
        let copy = try scratch.file("copy.csv", try Example.text(Example.adult))
        try FileManager.default.linkItem(atPath: copy, toPath: scratch.path("twin"))
        let twins = ["explain", "--model", Example.boosting, "--data", copy, "--row", "18", "--want", ">50K"]
        #expect(try await Command.run(twins + ["--output", scratch.path("twin")]).code == 64)
    }
}
