import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("What is told of identification")
struct IdentificationReportTests {
    @Test("An average effect is told as a difference, and the distribution that it comes from apart")
    func contrast() throws {
        let document = try GraphDocument(reading: "z -> x -> y; z -> y")
        let report = try IdentificationReport(CausalQuestion("ATE of x=1 vs 0 on y"), graph: document)
        #expect(report.contrast == "E[y | do(x=1)] − E[y | do(x=0)]")
        #expect(report.distribution == "P(y | do(x))" && report.estimand == "Σ_z P(y | x, z) P(z)")
        #expect(try IdentificationReport(CausalQuestion("P(y | do(x))"), graph: document).contrast == nil)
    }
}
