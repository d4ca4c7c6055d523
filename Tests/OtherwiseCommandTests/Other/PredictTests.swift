import Foundation
import Testing

@Suite("predict")
struct PredictTests {
    private let forest = ["predict", "--model", Example.forest, "--data", Example.adult]

    @Test("writes a line per row")
    func csv() async throws {
        let ended = try await Command.run(forest + ["--rows", "0-1,6"])
        #expect(ended.code == 0)
        #expect(
            ended.output == """
                row,outcome,score_<=50K,score_>50K
                0,<=50K,0.6370667219161987,0.3629332482814789
                1,<=50K,0.7345145344734192,0.2654854655265808
                6,>50K,0.3188434839248657,0.6811565160751343

                """)
    }

    @Test("writes a table for people")
    func table() async throws {
        let ended = try await Command.run(forest + ["--rows", "6", "--format", "table"])
        #expect(
            ended.output == """
                row  outcome     score_<=50K  score_>50K
                6    >50K        0.3188       0.6812

                """)
    }

    @Test("writes a document per row")
    func json() async throws {
        let ended = try await Command.run(forest + ["--rows", "6", "--format", "json"])
        let document = try JSONValue(ended.bytes)
        #expect(document["row"] == .number(6))
        #expect(document["outcome"] == .string(">50K"))
        #expect(document["scores"]?[">50K"] == .number(0.6811565160751343))
    }

    @Test("writes as the name of the file ends, unless another form is asked for")
    func ending() async throws {
        let scratch = try Scratch()
        let rows = forest + ["--rows", "6", "--output"]
        #expect(try await Command.run(rows + [scratch.path("six.jsonl")]).code == 0)
        #expect(scratch.text("six.jsonl").hasPrefix("{"))
        #expect(try await Command.run(rows + [scratch.path("six.json"), "--format", "csv"]).code == 0)
        #expect(scratch.text("six.json").hasPrefix("row,"))
    }

    @Test("a file of rows may begin with a mark of the byte order")
    func byteOrderMark() async throws {
        let scratch = try Scratch()
        let rows = try scratch.file("rows.txt", "\u{FEFF}6\r\n0-1\r\n")
        let ended = try await Command.run(forest + ["--rows", rows])
        #expect(ended.output == (try await Command.run(forest + ["--rows", "0-1,6"]).output))
    }

    @Test("a file of more than one batch has a line for each row, its own")
    func whole() async throws {
        let scratch = try Scratch()
        let rows = try Example.text(Example.adult).split(separator: "\n")
        let long = try scratch.file(
            "long.csv", (rows.prefix(1) + (0..<12).flatMap { _ in rows.dropFirst() }).joined(separator: "\n"))
        let output = scratch.path("predictions.csv")
        let model = ["predict", "--model", Example.forest]
        #expect(try await Command.run(model + ["--data", long, "--output", output]).code == 0)
        let lines = scratch.text("predictions.csv").split(separator: "\n")
        try #require(lines.count == 4_801)
        let single = try await Command.run(model + ["--data", Example.adult, "--rows", "310"]).output
        #expect(lines[4_711].hasPrefix("4710,"))
        #expect(single.hasSuffix("\n310,\(lines[4_711].dropFirst(5))\n"))
    }

    @Test("a regression has an outcome and no scores")
    func regression() async throws {
        let ended = try await Command.run(["predict"] + Command.bikes + ["--rows", "10"])
        #expect(ended.output == "row,outcome\n10,136.91912841796875\n")
    }
}
