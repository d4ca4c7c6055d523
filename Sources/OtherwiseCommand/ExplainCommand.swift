import ArgumentParser
import Foundation
import Otherwise
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "explain", abstract: "Says what it would take.")
    @Option var model: String
    @Option var data: String
    @Option var row: Int
    @Option var want: String
    @Option var schema: String?
    @Option var count: Int = 10
    @Option var ref: String?
    @Option var timeLimit: Double = 10

    func run() async throws {
        let task = try DecisionTask(model: model, data: data, schema: schema)
        let clock = ContinuousClock()
        var explainer: Explainer!
        let t0 = try await clock.measure { explainer = try await task.explainer(.init(budget: .init(time: .seconds(timeLimit)))) }
        print("setup", t0, explainer.opacity ?? "white", task.notes)
        for r in row..<row+count {
            let row = try task.row(r)
            let start = clock.now
            let e = try await explainer.explain(row, number: r, to: .outcome(want))
            let t = clock.now - start
            if let c = e.counterfactuals.first {
                print(r, t, "nodes", e.effort.boxes, c.changes.map { "\($0.feature): \($0.from)->\($0.to)" }, c.cost.total, c.certificate, c.score ?? 0)
            if ProcessInfo.processInfo.environment["CHANGES"] == nil {}
            } else { print(r, t, e.status, e.obstacle as Any) }
        }
    }
}
