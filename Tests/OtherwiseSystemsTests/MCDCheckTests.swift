import Foundation
import Testing

@testable import OtherwiseSystems

@Suite("Check of MCD")
struct MCDCheckTests {
    @Test("Short searches find what must be found, and the controls stay away from it")
    func shortSearches() async throws {
        let findings = try await MCDCheck(population: 40, generations: 15, repetitions: 3).findings(seed: 1, items: nil)
        for figure in findings.figures where !Self.needsLongSearches(figure.name) {
            #expect(figure.holds, "\(figure.name): \(figure.value)")
        }
        for control in findings.controls where !Self.needsLongSearches(control.name) {
            #expect(control.failsAsItShould, "\(control.name): \(control.value)")
        }
    }

    /// A short search does not tell regions well.
    private static func needsLongSearches(_ name: String) -> Bool { name.hasPrefix("regions") }

    @Test(
        "Items of another form are refused: they cannot make the check easier",
        arguments: [
            "", "R1,R2,O_C1\n", "age,income\n1,2\n", "R1,R2,O_C1\n1,2,0\n2,1,1\n", MCDCheckTests.rows("1,2,0", "2,1,0"),
            MCDCheckTests.rows("1,2,0", "1,3,1"), MCDCheckTests.rows("1,2,0", "2,x,1"),
            MCDCheckTests.rows("1,,0", "2,3,1"),
            "R1,R2,O_R1\n" + String(repeating: "1,2,3\n2,3,4\n", count: 40),
            // No number to ask the top quarter of, a class that is not known everywhere, and no design to begin with.
            "R1,R2,O_C1,O_R1\n" + String(repeating: "1,2,0,a\n2,3,1,b\n", count: 40),
            "R1,R2,O_C1,O_R1\n" + String(repeating: "1,2,0,\n2,3,1,4\n", count: 40),
            "R1,R2,O_C1\n" + String(repeating: "1,2,a\n2,3,b\n3,4,\n", count: 40),
            "R1,R2,O_C1,O_R1\n" + String(repeating: "1,2,0,9\n2,3,1,1\n", count: 40),
            "R1,O_C1\n" + String(repeating: "1,0\n2,1\n", count: 40),
        ])
    func badItems(_ text: String) async throws {
        let items = CheckItems(name: "items.csv", bytes: Array(text.utf8))
        do {
            _ = try await MCDCheck(population: 10, generations: 2).findings(seed: 0, items: items)
            Issue.record("these items were taken: \(text.prefix(40))")
        } catch SystemError.badItems(let file, let problem, _) {
            #expect(file == "items.csv" && !problem.isEmpty)
        }
    }

    private static func rows(_ one: String, _ other: String) -> String {
        "R1,R2,O_C1\n" + String(repeating: "\(one)\n\(other)\n", count: 40)
    }
}
