#if Llama
import OtherwiseAudits
import OtherwiseCore
import OtherwiseLlama
import OtherwiseModels
import Testing

@testable import OtherwiseSystems

/// One item of each: what the small model really does takes minutes, and is told by `otherwise systems check`.
@Suite(.needsSmallModel) struct `Checks that ask a real model` {
    private static func model() throws -> AskedModel {
        let session = try SmallModel.session()
        return AskedModel(session, inside: OpenedModel(session, session.model))
    }

    private static func items(_ line: String) -> CheckItems { CheckItems(name: "item", bytes: Array(line.utf8)) }

    private static let lines: [(String, String)] = [
        (
            "09",
            #"{"code": "def f(x, r):\n    return (x + r) % 5\n", "x": 1, "y": 3, "xPrime": 2, "domain": {"r": [1, 9]}, "answers": [4]}"#
        ),
        (
            "10",
            #"{"given_info": "We know that A causes B.", "question": "Would B occur if not A instead of A?", "answer": "no"}"#
        ),
        (
            "26",
            #"{"stem": "Add 1/2 and 2/3.", "choices": ["7/6", "3/5"], "rationales": ["A common denominator is found.", "Tops and bottoms are added."], "programs": ["(a*d + c*b)/(b*d)", "(a + c)/(b + d)"], "numbers": {"a": 1, "b": 2, "c": 2, "d": 3}, "correctIndex": 0}"#
        ),
        ("28", #"{"question": "what is the capital of germany?", "answer": "Berlin"}"#),
    ]

    @Test(arguments: lines) func `an item of one's own is asked about`(_ id: String, _ line: String) async throws {
        let report = try await SystemRegister.system(id).report(items: Self.items(line), asking: Self.model())
        #expect(report.model?.name.hasPrefix("SmolLM2") == true && report.notRun == nil)
        #expect(!report.findings.readings.isEmpty)
        #expect(!report.findings.controls.isEmpty)
    }

    @Test func `the score without a judge sees he and she apart, and the same again not`() async throws {
        let findings = try await CABCheck(occupations: 1).findings(seed: 0, items: nil, asking: Self.model())
        let gap = try #require(findings.readings.first { $0.name.hasPrefix("he and she") })
        #expect(gap.value > 0.01)
        #expect(findings.controls.allSatisfy { $0.failsAsItShould })
    }

    @Test func `an answer that is replaced by itself tells nothing`() async throws {
        let findings = try await InfoPOCheck(tasks: 1).findings(seed: 0, items: nil, asking: Self.model())
        #expect(findings.controls.allSatisfy { $0.failsAsItShould }, "\(findings.controls)")
        #expect(findings.readings.allSatisfy { $0.value.isFinite })
    }

    @Test func `audits of judges and of agents take a question`() async throws {
        let item = AuditItem(
            id: "0",
            fields: [
                "question": "What is the capital of France?", "right": "Paris", "wrong": "Lyon", "elsewhere": "Rome",
            ],
            options: ["Paris", "Lyon"], right: 0)
        for audit in [try JudgingAudit.audit(), try FeedbackAudit.audit()] {
            let plan = try TrialPlan(audit, items: [item])
            let outcomes = try await plan.outcomes(from: LikelihoodRespondent(SmallModel.session()))
            #expect(outcomes.count == plan.count)
            #expect(outcomes.values.allSatisfy { $0.failure == nil && $0.scores?.count == 2 })
        }
    }
}
#endif
