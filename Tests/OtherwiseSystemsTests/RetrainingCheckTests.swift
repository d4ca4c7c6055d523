import Foundation
import Testing

@testable import OtherwiseSystems

@Suite("Check of robust counterfactuals")
struct RetrainingCheckTests {
    private static let header =
        "LB,AC,FM,UC,DL,DS,DP,ASTV,MSTV,ALTV,MLTV,Width,Min,Max,Nmax,Nzeros,Mode,Mean,Median,Variance,Tendency"

    @Test("One cardiotocogram is enough to see that a robust answer survives")
    func oneRow() async throws {
        let text = String(decoding: try CheckResources.bytes("Retraining/ctg_test.csv"), as: UTF8.self)
        let items = CheckItems(name: "ctg.csv", bytes: Array(text.utf8))
        let findings = try await RetrainingCheck(rowLimit: 1).findings(seed: 3, items: items)
        let values = Dictionary(uniqueKeysWithValues: findings.figures.map { ($0.name, $0) })
        for name in ["stability 0.85, accepted after retraining", "rejected rows that have an answer"] {
            let figure = try #require(values["ctg: \(name)"])
            #expect(figure.holds, "\(name): \(figure.value)")
        }
        #expect(findings.controls.count == 1)
        #expect(findings.items == ItemCount(asked: 1, needed: RetrainingCheck.fewestRows) && !findings.hold)
    }

    @Test(
        "Items of another form are refused",
        arguments: [
            "", "age,income\n1,2\n", header + "\n", header + "\n" + String(repeating: ",", count: 20) + "\n",
            header + "\n" + (["x"] + [String](repeating: "1", count: 20)).joined(separator: ",") + "\n",
            // Accepted as it is: there is nothing to explain.
            header + "\n122,0.001,0,0.005,0.001,0,0,21,1.7,0,14,37,105,142,1,0,125,123,125,3,0\n",
        ])
    func badItems(_ text: String) async throws {
        let items = CheckItems(name: "items.csv", bytes: Array(text.utf8))
        do {
            _ = try await RetrainingCheck(rowLimit: 1).findings(seed: 0, items: items)
            Issue.record("these items were taken: \(text.suffix(40))")
        } catch SystemError.badItems(let file, let problem, _) {
            #expect(file == "items.csv" && !problem.isEmpty)
        }
    }
}
