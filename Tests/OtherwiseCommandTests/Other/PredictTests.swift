import Foundation
import Testing

@Suite("predict")
struct PredictTests {
    private let forest = ["predict", "--model", "adult/random_forest.onnx", "--data", "adult/adult.csv"]

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
                row    outcome     score_<=50K  score_>50K
                6      >50K        0.3188       0.6812

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

    @Test("the whole file is more than one batch, and each row has its own line")
    func whole() async throws {
        let scratch = try Scratch()
        let ended = try await Command.run(forest + ["--output", scratch.path("predictions.csv")])
        #expect(ended.code == 0)
        let lines = scratch.text("predictions.csv").split(separator: "\n")
        try #require(lines.count == 45_223)
        #expect(lines[30_001].hasPrefix("30000,"))
        #expect(try await Command.run(forest + ["--rows", "30000"]).output.hasSuffix("\n\(lines[30_001])\n"))
    }

    @Test("a regression has an outcome and no scores")
    func regression() async throws {
        let ended = try await Command.run(["predict"] + Command.bikes + ["--rows", "10"])
        #expect(ended.output == "row,outcome\n10,90.8140869140625\n")
    }
}
