import OtherwiseCausal
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@testable import OtherwiseCommand

@Suite("Damaged arguments")
struct ArgumentFuzzTests {
    private static let numbers = [
        "0", "-1", "1e308", "1e999", "nan", "inf", "-0.0", "9223372036854775807", "9223372036854775808", ".", "..",
        "...",
        "-", "--", ",", "+", "*", " ", "\t", "\n", "\u{0}", "é", "\u{301}", "٣", "≥", "<=", ">=",
    ]
    private static let words =
        numbers + [
            "(", ")", "{", "}", "_{", "=", "|", "\"", "\\", "#", "/*", "*/", "P(", "do(", "of", "on", "vs", "what if",
            "given",
            "through", "for row", "is not", "is", "to", "minimise ", "maximize ", "if(", "not ", "and", "or", "^", "%",
            "y", "x=1",
        ]

    @Test("--want is understood or refused", arguments: 0..<Fuzzing.shards)
    func want(shard: Int) async throws {
        let tally = try await Fuzzing("want.txt", words: Self.numbers + ["not ", "!", "yes"]).run(shard: shard) {
            bytes in
            let argument = GoalArgument(argument: String(decoding: bytes, as: UTF8.self))
            _ = try? argument.goal(for: .classes(["yes", "no"]), probability: 0.5)
            _ = try argument.goal(for: .number)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("--cost is understood or refused", arguments: 0..<Fuzzing.shards)
    func cost(shard: Int) async throws {
        let tally = try await Fuzzing("cost.txt", words: Self.numbers + ["l0", "l1", "squared"]).run(shard: shard) {
            bytes in
            let cost = try CostArgument.cost(String(decoding: bytes, as: UTF8.self))
            #expect(cost.l0 + cost.l1 + cost.squared > 0)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("--rows is understood or refused", arguments: 0..<Fuzzing.shards)
    func rows(shard: Int) async throws {
        let tally = try await Fuzzing("rows.txt", words: Self.numbers).run(shard: shard) { bytes in
            let rows = try RowsArgument(argument: String(decoding: bytes, as: UTF8.self)).selection(of: 100)
            #expect(rows.count > 0 && (rows.last ?? -1) >= 0)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("--group is understood or refused", arguments: 0..<Fuzzing.shards)
    func groups(shard: Int) async throws {
        let words = Self.numbers + ["=", "race", "income", "<=50K", "age"]
        let tally = try await Fuzzing("groups.txt", words: words).run(shard: shard) { bytes in
            let selector = try GroupSelector(String(decoding: bytes, as: UTF8.self))
            #expect(!selector.column.isEmpty)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("Weights are understood or refused", arguments: 0..<Fuzzing.shards)
    func weights(shard: Int) async throws {
        let words = Self.numbers + ["=", "sparsity", "proximity", "manifold"]
        let tally = try await Fuzzing("weights.txt", words: words).run(shard: shard) { bytes in
            let weights = try WeightsArgument.weights(String(decoding: bytes, as: UTF8.self))
            #expect(weights.values.allSatisfy { $0 >= 0 && $0.isFinite })
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("Design targets are understood or refused", arguments: 0..<Fuzzing.shards)
    func targets(shard: Int) async throws {
        let tally = try await Fuzzing("targets.txt", words: Self.words).run(shard: shard) { bytes in
            _ = try DesignTargets([String(decoding: bytes, as: UTF8.self), "minimise cost"])
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A causal question is understood or refused", arguments: 0..<Fuzzing.shards)
    func questions(shard: Int) async throws {
        let tally = try await Fuzzing("questions.txt", words: Self.words).run(shard: shard) { bytes in
            _ = try CausalQuestion(String(decoding: bytes, as: UTF8.self))
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A formula is understood or refused", arguments: 0..<Fuzzing.shards)
    func formulas(shard: Int) async throws {
        let tally = try await Fuzzing("formulas.txt", words: Self.words).run(shard: shard) { bytes in
            let formula = try Expression(String(decoding: bytes, as: UTF8.self))
            #expect(formula.values(formula.parents.map { _ in [1.5, -2] }, count: 2).count == 2)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }
}
