import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseAudits

/// Judges of pairs, whose verdicts are swayed by a cue for the wrong answer.
enum Pairs {
    static let cue = "Most say the bad one."

    static func items(_ count: Int, clusters: Int? = nil) -> [AuditItem] {
        (0..<count).map { number in
            AuditItem(
                id: "q\(number)", cluster: clusters.map { "source \(number % $0)" },
                fields: ["question": "Question \(number)?"], options: ["good \(number)", "bad \(number)"], right: 0)
        }
    }

    static func audit(
        _ answer: AnswerForm = AnswerForm(labels: .none, orders: .both), repeats: Int = 1
    ) throws -> Audit {
        Audit(
            "swayed", prompt: .chat([.init(.user, try PromptText("{question}\n{cue}\n{options}"))]),
            defaults: ["cue": ""], answer: answer,
            variants: [
                AuditVariant("plain"), AuditVariant("placebo", fields: ["cue": ["They were written down."]]),
                AuditVariant("cue", fields: ["cue": [cue]]),
            ], contrasts: [AuditContrast("cue", against: "placebo"), AuditContrast("placebo", against: "plain")],
            repeats: repeats)
    }

    /// Prefers the good one by 0.2 to 2 nats, and loses 1 under the cue.
    static let swayed = ScriptedModel(
        score: { prompt, text in
            guard let number = text.split(separator: " ").last.flatMap({ Int($0) }) else {
                return ScriptedModel.recall(prompt, text)
            }
            let preference = 0.2 + 1.8 * Double(number % 50) / 50
            return text.contains("bad") ? -4 - preference + (prompt.contains(cue) ? 1 : 0) : -4
        },
        reply: { prompt, _ in
            let number = prompt.split(separator: "\n").first?.split(separator: " ").last?.dropLast() ?? ""
            let isWeak = (Int(number) ?? 0) % 50 < 22
            return prompt.contains(cue) && isWeak ? "bad \(number)" : "good \(number)"
        })

    static func report(
        _ audit: Audit, _ items: [AuditItem], _ respondent: some Respondent
    ) async throws -> AuditReport {
        let plan = try TrialPlan(audit, items: items)
        let outcomes = try await plan.outcomes(from: respondent)
        return try AuditAnalysis(outcomes, of: plan).report(model: swayed.identity)
    }
}

@Suite struct `A paired audit` {
    @Test func `the effect of a cue is found by likelihoods, that of the placebo is not`() async throws {
        let report = try await Pairs.report(
            Pairs.audit(), Pairs.items(100), LikelihoodRespondent(Pairs.swayed))
        let (cue, placebo) = (report.contrasts[0], report.contrasts[1])
        // Where the preference is below 1 nat the verdict turns: 0.2 + 0.036 n < 1.
        #expect(cue.lost == 2 * 23 && cue.gained == 0 && cue.moved == 0)
        #expect(abs(cue.share.estimate.value + 0.46) < 1e-12)
        #expect(cue.share.estimate.high < -0.34 && cue.share.estimate.low > -0.58)
        #expect(cue.share.pValue < 1e-9 && cue.share.test == .mcNemar)
        #expect(cue.excessFlips?.estimate.value == 0.46)
        // All margins moved by just one nat, so there is nothing to vary; no interval, no difference.
        #expect(cue.margin == nil)
        #expect(placebo.share.estimate.value == 0 && placebo.share.estimate.low < 0 && placebo.share.estimate.high > 0)
        #expect(placebo.share.pValue == 1 && placebo.flips.value == 0)
        #expect(report.noise.map(\.variant) == ["plain", "placebo"] && report.noise.allSatisfy { $0.flips.value == 0 })
        #expect(report.warnings.isEmpty)
    }

    @Test func `written answers say the same, and clusters widen the interval`() async throws {
        let audit = try Pairs.audit(AnswerForm(means: .generation(.init())))
        let alone = try await Pairs.report(audit, Pairs.items(100), GenerationRespondent(Pairs.swayed))
        let clustered = try await Pairs.report(
            audit, Pairs.items(100, clusters: 50), GenerationRespondent(Pairs.swayed))
        let (one, other) = (alone.contrasts[0].share, clustered.contrasts[0].share)
        #expect(one.estimate.value == -0.44 && other.estimate.value == -0.44)
        #expect(other.test == .signFlip)
        #expect(other.estimate.high - other.estimate.low > 1.2 * (one.estimate.high - one.estimate.low))
    }

    @Test func `a model that draws lots has a noise floor as high as any effect`() async throws {
        let lots = ScriptedModel(reply: { prompt, settings in
            let number = prompt.split(separator: "\n").first?.split(separator: " ").last?.dropLast() ?? ""
            return settings.sampling.seed % 2 == 0 ? "good \(number)" : "bad \(number)"
        })
        let audit = try Pairs.audit(AnswerForm(means: .generation(.init(temperature: 1))))
        let report = try await Pairs.report(audit, Pairs.items(200), GenerationRespondent(lots))
        let cue = report.contrasts[0]
        #expect(abs(cue.flips.value - 0.5) < 0.15)
        #expect(cue.excessFlips.map { $0.estimate.low < 0 && $0.estimate.high > 0 } == true)
        #expect(cue.excessFlips.map { $0.pValue > 0.01 } == true)
        #expect(abs((report.noise.first?.flips.value ?? 0) - 0.5) < 0.15)
    }

    @Test func `how far margins move by themselves has an interval, and none where they do not`() async throws {
        // Asked again it likes the good one of each item by a little more, another little for each.
        let again = ScriptedModel(
            score: { prompt, text in
                guard let number = text.split(separator: " ").last.flatMap({ Int($0) }) else { return -6 }
                let shift = text.contains("good") ? Double(number % 7) / 100 : 0
                return (text.contains("bad") ? -5 : -4) + shift
            })
        let first = ScriptedModel(score: { _, text in text.contains("bad") ? -5 : -4 })
        let audit = try Pairs.audit(AnswerForm(means: .likelihood(.sum)))
        let report = try await Pairs.report(audit, Pairs.items(70), LikelihoodRespondent(first, repeated: [again]))
        let noise = try #require(report.noise.first), estimate = try #require(noise.marginEstimate)
        #expect(abs((noise.marginChange ?? 0) - 0.03) < 1e-9 && abs(estimate.value - 0.03) < 1e-9)
        #expect(estimate.low < 0.03 && estimate.high > 0.03 && estimate.high - estimate.low < 0.02)
        let still = try await Pairs.report(audit, Pairs.items(70), LikelihoodRespondent(first))
        #expect(still.noise.first?.marginChange == 0 && still.noise.first?.marginEstimate == nil)
    }

    @Test func `a model that always takes the first place is caught`() async throws {
        let first = ScriptedModel(score: { prompt, text in text == " A" ? -0.1 : -3 })
        let report = try await Pairs.report(
            Pairs.audit(AnswerForm(means: .likelihood(.sum), labels: .letters, orders: .both)), Pairs.items(40),
            LikelihoodRespondent(first))
        #expect(report.variants[0].places == [1])
        #expect(report.variants[0].orderFlips?.value == 1)
        #expect(report.warnings.contains { $0.contains("answered A in 100%") })
        let unbalanced = try await Pairs.report(
            Pairs.audit(AnswerForm(means: .likelihood(.sum), labels: .letters, orders: .given)), Pairs.items(40),
            LikelihoodRespondent(first))
        #expect(unbalanced.warnings.contains { $0.contains("`orders: both`") })
    }

    @Test func `the same seed asks and finds the same, whatever else is in the audit`() async throws {
        let audit = try Pairs.audit(AnswerForm(orders: .drawn))
        let plan = try TrialPlan(audit, items: Pairs.items(30), seed: 5)
        let fewer = try TrialPlan(audit, items: Array(Pairs.items(30).suffix(10)), seed: 5)
        let all = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed))
        let some = try await fewer.outcomes(from: LikelihoodRespondent(Pairs.swayed))
        #expect(some.allSatisfy { all[$0.key] == $0.value })
        let other = try TrialPlan(audit, items: Pairs.items(30), seed: 6)
        #expect(try await other.outcomes(from: LikelihoodRespondent(Pairs.swayed)) != all)
    }

    @Test func `pairs hold both prompts and both answers`() async throws {
        let plan = try TrialPlan(Pairs.audit(), items: Pairs.items(3))
        let pairs = plan.pairs(try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed)))
        #expect(pairs.count == 3 * 2 * 2)
        let first = try #require(pairs.first { $0.counterfactual.variant == "cue" })
        #expect(first.counterfactual.prompt.contains(Pairs.cue) && !first.factual.prompt.contains(Pairs.cue))
        #expect(first.flips && first.factual.isRight == true && first.counterfactual.answer == "bad 0")
    }
}

@Suite struct `Answers that are missing` {
    /// Refuses one item in three, and answers nothing that can be read to another.
    private static let unreliable = ScriptedModel(reply: { prompt, _ in
        let number = prompt.split(separator: "\n").first?.split(separator: " ").last?.dropLast() ?? ""
        switch (Int(number) ?? 0) % 3 {
        case 0: throw Self.refusal
        case 1: return "I would rather not say."
        default: return "good \(number)"
        }
    })

    private static let refusal = ModelError(.refused, "It would not say", hint: "Ask another")

    @Test func `items that fail are left out and counted, unreadable ones are not right`() async throws {
        let audit = try Pairs.audit(AnswerForm(means: .generation(.init())))
        let report = try await Pairs.report(audit, Pairs.items(30), GenerationRespondent(Self.unreliable))
        #expect(report.variants[0].answered == 20 && report.variants[0].undecided == 10)
        #expect(report.variants[0].share?.value == 0.5)
        #expect(report.contrasts[0].items == 20)
        #expect(report.warnings.contains { $0.contains("10 of 30 items were not answered") })
        #expect(report.warnings.contains { $0.contains("its verdicts are not usable") })
    }

    @Test func `where nothing was answered it is said why`() async throws {
        let broken = ScriptedModel(reply: { _, _ in throw Self.refusal })
        let plan = try TrialPlan(Pairs.audit(AnswerForm(means: .generation(.init()))), items: Pairs.items(3))
        let outcomes = try await plan.outcomes(from: GenerationRespondent(broken))
        let error = #expect(throws: AuditError.self) {
            try AuditAnalysis(outcomes, of: plan).report(model: broken.identity)
        }
        #expect(error?.code == .noAnswers && error?.problem.contains("It would not say") == true)
        // What failed under another variant is told only where nothing else did.
        let first = plan.items[0]
        let mixed = Dictionary(
            uniqueKeysWithValues: plan.trials(of: first).map { trial in
                let words = trial.variant == plan.audit.variants[0].name ? "first" : trial.variant
                return (trial, TrialOutcome(prompt: "", failure: words))
            })
        var contrast = plan.audit
        contrast.contrasts = [AuditContrast("cue", against: "placebo")]
        let other = try TrialPlan(contrast, items: plan.items)
        let own = #expect(throws: AuditError.self) {
            try AuditAnalysis(mixed, of: other).report(model: broken.identity)
        }
        #expect(own.map { $0.problem.hasSuffix(": cue") || $0.problem.hasSuffix(": placebo") } == true)
        // Where nothing failed there is nothing to tell.
        let none = #expect(throws: AuditError.self) { try AuditAnalysis([:], of: plan).report(model: broken.identity) }
        #expect(none?.code == .noAnswers && none?.problem.contains("failure") == false)
    }

    @Test func `a model that fails all the time is given up`() async throws {
        let broken = ScriptedModel(reply: { _, _ in throw Self.refusal })
        let plan = try TrialPlan(Pairs.audit(AnswerForm(means: .generation(.init()))), items: Pairs.items(50))
        await #expect(throws: AuditError.self) {
            try await plan.outcomes(from: GenerationRespondent(broken))
        }
    }
}

@Suite struct `Scores that are none` {
    private func problem(_ model: ScriptedModel) async -> String? {
        do {
            _ = try await ScoreCheck.probe(model, isChat: true)
            return nil
        } catch {
            return (error as? AuditError)?.code == .unrealScores ? "\(error)" : nil
        }
    }

    @Test func `a model that recalls what it was told passes`() async throws {
        let check = try await ScoreCheck.probe(ScriptedModel(), isChat: false)
        #expect(check.recalled == 8 && check.largestChange == 0)
    }

    @Test func `a server that ignores the prompt is refused`() async {
        let deaf = ScriptedModel(score: { _, text in -Double(text.utf8.count) })
        #expect(await problem(deaf)?.contains("whether or not the prompt has told it") == true)
    }

    @Test func `scores that are drawn anew every time are refused`() async {
        let random = ScriptedModel(score: { _, _ in -Double.random(in: 1...20) })
        #expect(await problem(random)?.contains("asked twice") == true)
    }

    @Test func `scores of another text are refused as chance`() async {
        // Repeatable and different for every question, yet without any relation to it.
        let other = ScriptedModel(score: { prompt, text in
            let sum = (prompt + text).unicodeScalars.reduce(UInt64(7)) { ($0 &* 31 &+ UInt64($1.value)) % 1009 }
            return -1 - Double(sum) / 100
        })
        #expect(await problem(other)?.contains("which is chance") == true)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0.5]) func `numbers that no log-probability is are refused`(
        _ number: Double
    ) async {
        #expect(await problem(ScriptedModel(score: { _, _ in number })) != nil)
    }
}

@Suite struct `Designs that contradict themselves` {
    private func error(_ change: (inout Audit) throws -> Void, items: [AuditItem] = Pairs.items(4)) -> String? {
        do {
            var audit = try Pairs.audit()
            try change(&audit)
            _ = try TrialPlan(audit, items: items)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `each is named with its way out`() throws {
        #expect(error({ _ in }) == nil)
        #expect(error { $0.variants = [] }?.contains("has no variants") == true)
        #expect(
            error { $0.variants.append(AuditVariant("plain")) }?.contains("two variants are called 'plain'") == true)
        #expect(
            error { $0.contrasts = [AuditContrast("cues", against: "plain")] }?.contains("did you mean 'cue'?") == true)
        #expect(error { $0.contrasts = [AuditContrast("cue", against: "cue")] }?.contains("noise floor") == true)
        #expect(error { $0.contrasts.append($0.contrasts[0]) }?.contains("with 'placebo' twice") == true)
        // The other way round, or with another reference, it is another one.
        #expect(error { $0.contrasts.append(AuditContrast("cue", against: "plain")) } == nil)
        #expect(error { $0.defaults = [:] }?.contains("nothing sets the field {cue}") == true)
        #expect(error { $0.statistics.confidence = 1 }?.contains("the confidence is 1") == true)
        #expect(error { $0.repeats = -1 } != nil)
        #expect(error({ _ in }, items: [])?.contains("has no items") == true)
        #expect(error({ _ in }, items: Pairs.items(2) + Pairs.items(1))?.contains("two items are called 'q0'") == true)
        let same = AuditItem(id: "x", fields: ["question": "?"], options: ["Yes", "yes."], right: 0)
        #expect(error({ _ in }, items: [same])?.contains("say the same") == true)
        // Told before the others are asked about.
        let lacking = AuditItem(id: "x", options: ["yes", "no"], right: 0)
        let told = error({ _ in }, items: Pairs.items(3) + [lacking])
        #expect(told?.contains("'x'") == true && told?.contains("nothing sets the field {question}") == true)
        let absent = AuditItem(id: "x", fields: ["question": "?"], options: ["yes", "no"], right: 2)
        #expect(error({ _ in }, items: [absent])?.contains("has no option 2") == true)
    }
}

@Suite struct `Estimates of an audit` {
    private func estimator(_ clusters: [String]) -> AuditEstimator {
        AuditEstimator(AuditStatistics(), clusters: clusters, generator: SeededGenerator(seed: 1))
    }

    @Test func `clusters that all changed as much in part have the mean, not the change of the first item`() throws {
        let clusters = (0..<8).flatMap { ["source \($0)", "source \($0)"] }
        var estimator = estimator(clusters)
        let pairs = clusters.indices.map { ($0.isMultiple(of: 2), true) }
        // The second of every two was right before and after; the first too: nothing is lost.
        let none = estimator.difference(clusters.map { _ in (true, true) })
        #expect(none?.estimate.value == 0 && none?.pValue == 1)
        let found = estimator.difference(pairs), half = try #require(found)
        #expect(half.estimate.value == 0.5 && half.estimate.low < 0.5 && half.estimate.low > 0)
        #expect(abs(half.pValue - 2 / 256.0) < 1e-12 && half.test == .signFlip)
        // One won and one lost in each: no difference, whichever comes first.
        let lost = estimator.difference(clusters.indices.map { ($0.isMultiple(of: 2), $0 % 2 == 1) })
        let even = try #require(lost)
        #expect(even.estimate.value == 0 && even.pValue == 1 && even.estimate.low < 0 && even.estimate.high > 0)
    }

    @Test func `a single cluster rules nothing out, however its items changed`() {
        var estimator = estimator(["a", "a", "a", "a"])
        let tested = estimator.difference([(false, true), (false, false), (false, false), (true, false)])
        #expect(tested?.estimate.value == 0 && tested?.pValue == 1)
        #expect(tested?.estimate.low == -1 && tested?.estimate.high == 1)
    }

    @Test func `a difference of differences has an interval within what is possible, and around itself`() throws {
        var alone = estimator(["a", "a"])
        let single = alone.difference(ofShares: [2, 2], limit: 2)
        #expect(single?.estimate == AuditEstimate(2, -2...2) && single?.pValue == 1)
        var estimator = estimator((0..<12).map { "\($0)" })
        for change in [-2.0, -1, -0.5, 0, 0.5, 1, 2] {
            let found = estimator.difference(ofShares: Array(repeating: change, count: 12), limit: 2)
            let tested = try #require(found), estimate = tested.estimate
            #expect(estimate.value == change && (estimate.low...estimate.high).contains(change))
            #expect(estimate.low >= -2 && estimate.high <= 2 && estimate.high - estimate.low > 0.5)
            // Only at an end of what is possible is there nothing beyond.
            #expect((estimate.low == change) == (change == -2) && (estimate.high == change) == (change == 2))
            #expect(change == 0 ? tested.pValue == 1 : abs(tested.pValue - 2 / 4096.0) < 1e-12)
        }
        #expect(estimator.difference(ofShares: [], limit: 2) == nil)
    }

    @Test func `what differs by rounding alone has no interval of no width`() {
        // 49 times the mean of these is not their sum.
        let clusters = (0..<2).flatMap { cluster in (0..<49).map { _ in "\(cluster)" } }
        var estimator = estimator(clusters)
        let changes = (0..<98).map { $0 % 49 == 0 ? 1.0 : 0 }
        let mean = estimator.mean(changes)
        #expect(mean == nil)
        let tested = estimator.difference(ofShares: changes)
        #expect(tested.map { abs($0.estimate.value - 1 / 49.0) < 1e-12 && $0.estimate.low < 0 } == true)
    }
}
