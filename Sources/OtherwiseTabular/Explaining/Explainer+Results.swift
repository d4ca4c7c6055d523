import OtherwiseCausal
public import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch

/// An answer that stood the last check.
struct StandingAnswer: Sendable {
    var found: RobustAnswer
    /// The row that comes of it, what follows from the changes included.
    let values: [Value]
    /// What the model says of that row.
    let outcome: Prediction
}

extension Explainer {
    func factual(_ row: Row, number: Int, _ prediction: Prediction, _ goal: Goal) -> Explanation.Factual {
        Explanation.Factual(
            row: number, values: schema.named(row.values), outcome: prediction.outcome,
            score: goal.score(of: prediction))
    }

    /// For a row that is of the wanted outcome already.
    func unchanged(_ query: Query, number: Int, _ prediction: Prediction) async throws -> Explanation {
        let (row, goal) = (query.factual, query.goal)
        let itself = Explanation.Counterfactual(
            values: schema.named(row.values), changes: [], consequences: consequences.map { _ in [] },
            outcome: prediction.outcome,
            score: goal.score(of: prediction),
            cost: measure.breakdown(from: row, to: row),
            certificate: Certificate(kind: .optimal, lowerBound: 0, upperBound: 0), region: [],
            plausibility: try await gauge?.plausibility(of: row.values, for: goal, until: query.deadline),
            robustness: nil, stability: try await stability(of: row.values, query))
        return Explanation(
            schema: Explanation.version, status: .found, goal: goal.description,
            factual: factual(row, number: number, prediction, goal),
            counterfactuals: [itself], shortage: nil, diversity: nil, obstacle: nil,
            effort: Explanation.Effort(boxes: 0, modelRows: 0), notes: knownNotes(goal, prediction),
            provenance: provenance)
    }

    /// What was assumed, and what the current question met; `nil` for none.
    ///
    /// - Parameters:
    ///   - prediction: For the row as it is.
    ///   - failure: What the model failed of in the middle of the search.
    func knownNotes(_ goal: Goal, _ prediction: Prediction, _ failure: ModelError? = nil) -> [String]? {
        let ended = failure.map { "the search ended early, for the model failed: \($0.problem)" }
        let notes =
            notes + [goal.doubt(about: prediction), ended].compactMap(\.self)
            + (FailedRows.ofQuestion?.notes ?? [])
        return notes.isEmpty ? nil : notes
    }

    /// The answers that reach the goal by the model's own word and break no limit.
    func standing(_ answers: [RobustAnswer], for query: Query) async throws -> [StandingAnswer] {
        var standing: [StandingAnswer] = []
        for found in answers {
            let (set, values) = (found.answer.values, query.settled(found.answer.values))
            let outcome = try await predict(values)
            guard query.goal.isReached(by: outcome), plausible?.permits(values) ?? true,
                try schema.limitsBroken(by: set, settled: values, from: query.factual).isEmpty
            else { continue }
            standing.append(StandingAnswer(found: found, values: values, outcome: outcome))
        }
        return standing
    }

    func counterfactual(
        _ standing: StandingAnswer, for query: Query
    ) async throws -> Explanation.Counterfactual {
        let (answer, row, values) = (standing.found.answer, query.factual, standing.values)
        var stability = standing.found.robustness?.stability
        if stability == nil { stability = try await self.stability(of: answer.values, query) }
        return Explanation.Counterfactual(
            values: schema.named(values), changes: schema.changes(from: row.values, to: answer.values),
            consequences: consequences.map { _ in schema.changes(from: answer.values, to: values) },
            outcome: standing.outcome.outcome, score: query.goal.score(of: standing.outcome),
            cost: measure.breakdown(from: row, to: try Row(schema: schema, values: answer.values)),
            certificate: answer.certificate,
            region: answer.region.spans(of: schema, around: answer.values),
            plausibility: try await gauge?.plausibility(of: values, for: query.goal, until: query.deadline),
            robustness: standing.found.robustness, stability: stability)
    }

    /// What stands in the way, from the nearest change that breaks limits.
    func obstacle(_ obstacle: SearchResult.Obstacle?, row: Row) -> Explanation.Obstacle {
        switch obstacle {
        case .change(let values, let isNearest)?:
            let broken = (try? Row(schema: schema, values: values)).map { schema.limitsBroken(by: $0, from: row) } ?? []
            let nearest = "the nearest one\(isNearest ? "" : " found")"
            return Explanation.Obstacle(
                reason: "no change within the limits works; \(nearest) breaks: \(broken.joined(separator: "; "))",
                nearest: schema.changes(from: row.values, to: values), broken: broken)
        case .nothing?:
            return Explanation.Obstacle(
                reason: "no values in the ranges of the features and of the data lead to this outcome\(plausibleToo)",
                nearest: [], broken: [])
        case .unknown?, nil:
            return Explanation.Obstacle(
                reason:
                    "no change within the limits works; the search for one that breaks limits was stopped by its budget",
                nearest: [], broken: [])
        }
    }

    /// Why there are fewer answers than were asked for; `nil` where there are as many, or where the status says it.
    func shortage(of result: SearchResult, shown: Int, refused: Int) -> String? {
        let unsettled = "whether there is one hangs on rounding, or lies beyond a thousand times the width of the data"
        guard shown > 0 else {
            switch result.shortage {
            case .unsettled?: return unsettled
            case .noExample(let rows)?: return Self.withoutExample(among: rows)
            case .noFurther?, .budget?, nil: return nil
            }
        }
        guard shown < settings.count else { return nil }
        if refused > 0 { return "\(refused) more did not stand the last check against the model and the limits" }
        return switch result.shortage {
        case .noFurther?: "proved: no further change leaves at least one feature of each answer as it is"
        case .unsettled?: unsettled
        case .budget?: "the search for further ones was stopped by its budget"
        case .noExample?, nil: "the search found no more"
        }
    }

    /// That a search towards rows of the wanted outcome has none to go to, and the way out.
    private static func withoutExample(among rows: Int) -> String {
        "the strategy nice goes towards reference rows of the wanted outcome, and by the model none of the \(rows) is one; give --reference rows that are, or ask for the strategy auto, greedy, random or genetic"
    }

    /// The certificates of answers, each for its place among those shown.
    ///
    /// An exact search proves an answer's place among all that it found. Where others were left out before it, what
    /// stays proved of it is the bound of the first, which is about all changes.
    func certificates(of shown: [SearchResult.Answer], among found: [SearchResult.Answer]) -> [Certificate] {
        let same = zip(shown, found).prefix { $0.values == $1.values }.count
        let lowerBound = found.first?.certificate.lowerBound
        return shown.enumerated().map { place, answer in
            let own = answer.certificate
            guard place >= same, own.rivals == .further, own.kind != .none else { return own }
            return Certificate(
                kind: lowerBound == nil ? .none : .gap, lowerBound: lowerBound, upperBound: own.upperBound)
        }
    }

    private var plausibleToo: String { plausible == nil ? "" : " and are as plausible as was asked" }

    var provenance: Provenance {
        Provenance(
            method: strategyName, seed: settings.seed,
            settings: searchSettings.merging(qualitySettings) { $1 }, model: model.identity, dataDigest: dataDigest)
    }

    /// What a change costs and how answers are searched, for the provenance.
    private var searchSettings: [String: String] {
        var said = [
            "cost": measure.cost.terms, "scale": measure.cost.scale.rawValue, "count": "\(settings.count)",
            "margin": settings.margin.plain, "strategy": strategyReason,
        ]
        if settings.selection != .cheapest { said["selection"] = settings.selection.rawValue }
        if settings.strategy == .genetic {
            said["genetic"] =
                "population=\(settings.genetic.population) generations=\(settings.genetic.generations)"
            said["preferences"] = settings.genetic.preferences.sentence
        }
        said["rowLimit"] = settings.budget.modelRows.map(String.init)
        said["timeLimit"] = settings.budget.time.map { "\($0)" }
        said["nodeLimit"] = settings.budget.nodes.map(String.init)
        return said
    }

    /// What is measured of answers, and what they are held against, for the provenance.
    private var qualitySettings: [String: String] {
        var said: [String: String] = [:]
        if let robust = settings.robustness {
            said["robust"] = "stability \(robust.threshold.plain), noise \(robust.sigma.plain), \(robust.draws) draws"
        } else if measuresStability {
            let measured = RobustSettings(seed: settings.seed)
            said["stability"] = "noise \(measured.sigma.plain), \(measured.draws) draws"
        }
        if let share = settings.plausible {
            said["plausible"] = "at least as ordinary as \(share.plain) of the reference rows (isolation forest)"
        }
        said["graph"] = consequences?.graph.text
        if gauge != nil { said["plausibility"] = "measured" }
        if usesReference { said["referenceRows"] = "\(reference.rows.count)" }
        said["reference"] = referenceDigest.map { "sha256 \($0)" }
        return said
    }
}

extension Goal {
    /// Whether a probability is wanted of a model whose scores are none; `nil` where nothing speaks against it.
    fileprivate func doubt(about prediction: Prediction) -> String? {
        guard case .probable(let label, _) = self, let score = prediction.scores[label] else { return nil }
        let sum = prediction.scores.values.reduce(0, +)
        guard prediction.scores.values.contains(where: { !(0...1).contains($0) }) || abs(sum - 1) > 0.01 else {
            return nil
        }
        return
            "the model's scores are no probabilities (that of \(label) is \(score.short), all of them add up to \(sum.short)); the least probability is held against them as they are"
    }
}

extension Cost {
    /// What is added up, and how it is reported.
    var terms: String { "l0=\(l0.plain) l1=\(l1.plain) squared=\(squared.plain) \(report.rawValue)" }
}

extension Constraint {
    /// The constraint in words.
    public var sentence: String {
        switch self {
        case .linear(let coefficients, let range):
            let terms = coefficients.sortedTerms.map {
                $0.factor == 1 ? $0.feature : "\($0.factor.plain) × \($0.feature)"
            }
            return "\(terms.joined(separator: " + ")) must be \(range.plain)"
        case .oneHot(let names): return "exactly one of \(names.joined(separator: ", ")) must be 1, the others 0"
        case .implication(let premise, let conclusion): return "if \(premise.sentence), then \(conclusion.sentence)"
        }
    }
}

extension Condition {
    /// `School 10, HS-grad 12`
    private static func list(_ levels: [String: Double]) -> String {
        levels.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { "\($0.key) \($0.value.plain)" }
            .joined(separator: ", ")
    }

    var sentence: String {
        switch test {
        case .changes: "\(feature) changes"
        case .stays: "\(feature) stays"
        case .rises: "\(feature) rises"
        case .falls: "\(feature) falls"
        case .risesBy(let amount): "\(feature) rises by at least \(amount.plain)"
        case .fallsBy(let amount): "\(feature) falls by at least \(amount.plain)"
        case .within(let range): "\(feature) is \(range.plain)"
        case .oneOf(let categories): "\(feature) is one of \(categories.sorted().joined(separator: ", "))"
        case .risesWith(let other, let levels):
            "\(feature) rises by at least as much as \(other) does (\(Self.list(levels)))"
        }
    }
}

extension Explanation.Effort {
    init(_ result: SearchResult) {
        self.init(
            boxes: result.nodes, modelRows: result.modelRows, unscored: result.unscored > 0 ? result.unscored : nil)
    }
}
