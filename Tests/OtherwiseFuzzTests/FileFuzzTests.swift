import Foundation
import OtherwiseCausal
import OtherwiseModels
import OtherwiseTabular
import Testing

@Suite("Damaged files of people and of the command")
struct FileFuzzTests {
    private static let yaml = [
        "*a", "&a ", "? ", "- ", ": ", "{", "}", "[", "]", ", ", "|\n", ">\n", "\"", "'", "#", "\n", "\n  ", "\t",
        "---\n",
        "...\n", "!!str ", "!x ", "<<: ", ".inf", "-.inf", ".nan", "1e999", "-1", "0", "~", "null", "true", "\u{FEFF}",
        "\u{0}",
        "\u{85}", "\u{2028}", "name", "range", "type: category", "one_hot: [flag_a, flag_b]", "sum: {}", "levels: {}",
    ]
    private static let json = [
        "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "null", "true", "-1", "0", "1e308", "1e999", "-0",
        "9223372036854775807", "1e-320", "\"\"", "\\n", "atMost", "\"values\":[]", "[[[[[[", "*a", "range: [1, 0]",
        "0.5",
    ]

    @Test("A schema is read or refused", arguments: 0..<Fuzzing.shards)
    func schemas(shard: Int) async throws {
        let tally = try await Fuzzing("schema", words: Self.yaml).run(shard: shard) { bytes in
            let schema = try SchemaFile.schema(yaml: String(decoding: bytes, as: UTF8.self), name: "s.yml")
            // What was read is written and read again the same.
            #expect(try SchemaFile.schema(yaml: SchemaFile.yaml(of: schema), name: "again") == schema)
        }
        // The control: the accidents are neither all harmless nor all fatal.
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A causal model is read or refused", arguments: 0..<Fuzzing.shards)
    func causalModels(shard: Int) async throws {
        let tally = try await Fuzzing("causal", words: Self.yaml).run(shard: shard) { bytes in
            _ = try CausalModelFile(text: String(decoding: bytes, as: UTF8.self), name: "m.yml").graph
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A certificate is checked or refused", arguments: 0..<Fuzzing.shards)
    func certificates(shard: Int) async throws {
        let parity = Fuzzing.folder.deletingLastPathComponent().appending(path: "parity/models")
        // Of the same columns; the plain proofs of trees and of linear models are not the same.
        let graphs = try ["pipeline_decision_tree_binary.onnx", "pipeline_logistic_regression_binary.onnx"].map {
            try ONNXModel(bytes: Data(contentsOf: parity.appending(path: $0)), name: $0)
        }
        let tally = try await Fuzzing("certificate", words: Self.json).run(shard: shard) { bytes in
            let record = try CertificateRecord(json: Data(bytes), name: "c.json")
            for graph in graphs {
                let model = try ONNXDecisionModel(graph, digest: "", columns: record.columnProfiles())
                _ = try await record.verify(model, time: .milliseconds(2))
            }
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A stored search is chosen from or refused", arguments: 0..<Fuzzing.shards)
    func searches(shard: Int) async throws {
        let tally = try await Fuzzing("search", words: Self.json).run(shard: shard) { bytes in
            _ = try StoredSearch(json: Data(bytes), name: "s.json").choose(2)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }
}
