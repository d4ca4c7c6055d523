import Foundation
import OtherwiseCore
import OtherwiseSearch
import Testing

@testable import OtherwiseTabular

@Suite("HTML report: what was traded off")
struct TradeOffsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("The ways are numbered among those that nothing beats, and each says its changes")
    func front() async throws {
        let task = try DecisionTask(
            model: Self.root.appending(path: "Examples/adult/gradient_boosting.onnx").path,
            data: Self.root.appending(path: "Tests/Fixtures/command/adult.csv").path)
        let genetic = GeneticOptions(population: 20, generations: 6)
        let explainer = try await task.explainer(
            Explainer.Settings(count: 2, strategy: .genetic, genetic: genetic))
        let (explanation, search) = try await explainer.explainKeepingSearch(task.row(18), to: .outcome(">50K"))
        let found = try #require(search)
        #expect(explanation.counterfactuals.count == 2)

        func page(_ search: StoredSearch?) -> String {
            ExplanationReport.html(explanation, schema: task.schema, sample: task.profile.sample, search: search)
        }
        let shown = page(found)
        let dots = shown.matches(of: #/class="dot"/#).count
        #expect(dots > 0 && dots < found.candidates.count)
        #expect(shown.matches(of: #/<title>Way ([12]): [^<]+ → [^<]+ from the data<\/title>/#).count == 2)
        #expect(shown.matches(of: #/<title>[^<]+ from the data<\/title>/#).count == dots + 2)
        #expect(!page(nil).contains("What was traded off"))
    }
}
