import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@testable import OtherwiseCommand

/// Small inputs that stand for something huge, and inputs nested or repeated beyond what a stack or a clock allows.
@Suite("Bombs")
struct BombTests {
    /// Deep enough for any stack, and soon read.
    private static let depth = 20_000

    private func repeated(_ text: String) -> String { String(repeating: text, count: Self.depth) }

    private func isRefused(_ read: () throws -> Void) -> Bool {
        do { try read() } catch { return String(reflecting: type(of: error)).hasPrefix("Otherwise") }
        return false
    }

    @Test("YAML nested deep, or with aliases to aliases, is refused")
    func yaml() {
        let lines = (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }
        let aliases = "a0: &a0 [x, x]\n" + lines.joined() + "? *a39\n: 1\n"
        for text in [
            repeated("["), repeated("{a: "), repeated("- "), repeated("? "), repeated("a:\n "), aliases,
            "features: " + repeated("[") + repeated("]"), "{" + repeated("a, ") + "}", repeated("&a "), repeated("!"),
        ] {
            #expect(isRefused { _ = try SchemaFile.schema(yaml: text, name: "s.yml") }, "\(text.prefix(20))")
            #expect(isRefused { _ = try CausalModelFile(text: text, name: "m.yml") }, "\(text.prefix(20))")
        }
    }

    @Test("JSON nested deep is refused")
    func json() {
        for text in [repeated("["), repeated("{\"a\":"), "{\"features\":" + repeated("[") + repeated("]") + "}"] {
            #expect(isRefused { _ = try CertificateRecord(json: Data(text.utf8), name: "c.json") })
            #expect(isRefused { _ = try StoredSearch(json: Data(text.utf8), name: "s.json") })
        }
    }

    @Test("Formulas and questions nested deep or chained long are refused")
    func formulas() {
        for text in [
            repeated("("), repeated("-") + "1", repeated("not ") + "1", repeated("1 + ") + "1", repeated("2 ^ ") + "1",
            repeated("a and ") + "a", repeated("abs("),
        ] {
            #expect(isRefused { _ = try OtherwiseCausal.Expression(text) }, "\(text.prefix(20))")
        }
        for text in [repeated("P("), "P(" + repeated("Y_{x=1, M_{"), "P(" + repeated("do("), repeated("what if ")] {
            #expect(isRefused { _ = try CausalQuestion(text) }, "\(text.prefix(20))")
        }
    }

    @Test("Targets, costs, rows and goals that are long take no longer for it")
    func arguments() {
        let start = ContinuousClock.now
        let spaces = String(repeating: " ", count: 2000)
        for text in [
            spaces + "x", "a" + spaces + "is", "minimise " + spaces + "to" + spaces, repeated("a "), repeated("is "),
        ] {
            _ = try? DesignTargets([String(text.prefix(4000))])
        }
        _ = try? CostArgument.cost(repeated("1*l1+"))
        _ = try? RowsArgument(argument: repeated("1-2,")).selection(of: 9)
        _ = try? GoalArgument(argument: repeated(".")).goal(for: .number)
        _ = try? GoalArgument(argument: repeated(" ")).goal(for: .number)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
