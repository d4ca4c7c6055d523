public import OtherwiseCore
import OtherwiseNumerics

/// Turns the outcomes of trials into what they say.
public struct AuditAnalysis: Sendable {
    private let plan: TrialPlan
    private let responses: ItemResponses
    /// Why the first trial of each variant that failed did.
    private let failures: [(variant: String, problem: String)]

    /// - Parameter outcomes: Of the plan's trials; those that are missing leave their items out.
    public init(_ outcomes: [Trial: TrialOutcome], of plan: TrialPlan) {
        self.plan = plan
        var seen: Set<String> = []
        failures = plan.items.flatMap { plan.trials(of: $0) }.compactMap { trial in
            guard let problem = outcomes[trial]?.failure, seen.insert(trial.variant).inserted else { return nil }
            return (trial.variant, problem)
        }
        responses = ItemResponses(outcomes, of: plan)
    }

    /// - Parameter model: Who answered.
    /// - Throws: `AuditError.noAnswers` where a contrast has no item that was answered under both of its variants.
    public func report(model: ModelIdentity) throws(AuditError) -> AuditReport {
        var contrasts: [ContrastSummary] = []
        for contrast in plan.audit.contrasts { contrasts.append(try summary(of: contrast)) }
        correct(&contrasts)
        let variants = plan.audit.variants.map(summary(of:))
        return AuditReport(
            schema: AuditReport.version, audit: plan.audit.name, items: plan.items.count,
            clusters: Set(plan.items.map(\.cluster)).count, variants: variants,
            noise: plan.audit.references.compactMap(noise(of:)), contrasts: contrasts,
            warnings: AuditWarnings(plan, variants: variants, contrasts: contrasts).all,
            provenance: Provenance(method: "paired audit", seed: plan.seed, settings: plan.settings, model: model))
    }

    private func correct(_ contrasts: inout [ContrastSummary]) {
        let correction = plan.audit.statistics.correction
        for (place, pValue) in correction.adjusted(contrasts.map(\.share.pValue)).enumerated() {
            contrasts[place].share.adjustedPValue = pValue
        }
        for (place, pValue) in correction.adjusted(contrasts.map { $0.margin?.pValue ?? .nan }).enumerated() {
            contrasts[place].margin?.adjustedPValue = pValue
        }
    }

    // MARK: Looking up

    private func response(_ item: AuditItem, _ variant: String, _ repetition: Int = 0) -> ItemResponse? {
        responses[item.id, variant, repetition]
    }

    private func answered(_ variant: String, _ repetition: Int = 0) -> [(AuditItem, ItemResponse)] {
        plan.items.compactMap { item in response(item, variant, repetition).map { (item, $0) } }
    }

    private func estimator(_ items: [AuditItem], _ names: String...) -> AuditEstimator {
        AuditEstimator(
            plan.audit.statistics, clusters: items.map(\.cluster),
            generator: plan.generator(names.joined(separator: "\u{1F}")))
    }

    // MARK: Summaries

    private func summary(of variant: AuditVariant) -> VariantSummary {
        let answered = answered(variant.name)
        var estimator = estimator(answered.map(\.0), "variant", variant.name)
        let margins = answered.compactMap(\.1.margin)
        let hasOrders = answered.contains { $0.1.choices.count > 1 }
        return VariantSummary(
            name: variant.name, answered: answered.count, undecided: answered.count { $0.1.verdict == nil },
            share: estimator.share(answered.map { $0.1.verdict == $0.0.focus }),
            margin: margins.count == answered.count ? estimator.mean(margins) : nil,
            places: Self.places(answered.map(\.1)),
            orderFlips: hasOrders ? estimator.share(answered.map { Set($0.1.choices).count > 1 }) : nil)
    }

    private static func places(_ responses: [ItemResponse]) -> [Double] {
        let places = responses.flatMap { $0.places.compactMap(\.self) }
        return (0...(places.max() ?? 0)).map { place in
            places.isEmpty ? 0 : Double(places.count { $0 == place }) / Double(places.count)
        }
    }

    private func noise(of variant: String) -> NoiseFloor? {
        let pairs = plan.items.flatMap { item in
            (1...max(plan.audit.repeats, 1)).compactMap { repetition -> (AuditItem, ItemResponse, ItemResponse)? in
                guard let first = response(item, variant), let again = response(item, variant, repetition) else {
                    return nil
                }
                return (item, first, again)
            }
        }
        // The repetitions of an item are no independent witnesses.
        var estimator = estimator(pairs.map(\.0), "noise", variant)
        guard let flips = estimator.share(pairs.map { $0.1.flips(to: $0.2) }) else { return nil }
        let changes = pairs.compactMap { pair in pair.1.margin.flatMap { one in pair.2.margin.map { abs($0 - one) } } }
        return NoiseFloor(
            variant: variant, flips: flips,
            marginChange: changes.isEmpty ? nil : changes.reduce(0, +) / Double(changes.count),
            marginEstimate: changes.count == pairs.count ? estimator.mean(changes) : nil)
    }

    private func summary(of contrast: AuditContrast) throws(AuditError) -> ContrastSummary {
        let pairs = plan.items.compactMap { item in
            response(item, contrast.reference).flatMap { reference in
                response(item, contrast.variant).map { (item: item, reference: reference, variant: $0) }
            }
        }
        var estimator = estimator(pairs.map(\.item), "contrast", contrast.variant, contrast.reference)
        let verdicts = pairs.map { ($0.reference.verdict == $0.item.focus, $0.variant.verdict == $0.item.focus) }
        let flips = pairs.map { $0.reference.flips(to: $0.variant) }
        guard let share = estimator.difference(verdicts), let flipShare = estimator.share(flips) else {
            throw noAnswers(to: contrast)
        }
        let margins = pairs.compactMap { pair in
            pair.variant.margin.flatMap { variant in pair.reference.margin.map { variant - $0 } }
        }
        let counts = PairedProportions(verdicts)
        return ContrastSummary(
            variant: contrast.variant, reference: contrast.reference, items: pairs.count, share: share,
            margin: margins.count == pairs.count ? estimator.difference(margins) : nil, flips: flipShare,
            excessFlips: excess(contrast), lost: counts.lost, gained: counts.gained,
            moved: flips.count { $0 } - counts.lost - counts.gained)
    }

    private func noAnswers(to contrast: AuditContrast) -> AuditError {
        let own = failures.first { [contrast.variant, contrast.reference].contains($0.variant) }
        let failure = (own ?? failures.first)?.problem
        return AuditError(
            .noAnswers,
            "no item was answered under both '\(contrast.variant)' and '\(contrast.reference)'"
                + (failure.map { "; the first failure: \($0)" } ?? ""),
            hint: failure == nil
                ? "Ask about more items, or leave the contrast out" : "Mend that and run the same again")
    }

    /// Flips beyond those of asking again, on items for which both are known.
    private func excess(_ contrast: AuditContrast) -> TestedDifference? {
        let flips = plan.items.compactMap { item -> (AuditItem, Bool, Bool)? in
            guard let reference = response(item, contrast.reference), let variant = response(item, contrast.variant),
                let again = response(item, contrast.reference, 1)
            else { return nil }
            return (item, reference.flips(to: again), reference.flips(to: variant))
        }
        var estimator = estimator(flips.map(\.0), "excess", contrast.variant, contrast.reference)
        return estimator.difference(flips.map { ($0.1, $0.2) })
    }
}

extension ItemResponse {
    func flips(to other: ItemResponse) -> Bool { verdict != other.verdict }
}

extension TrialPlan {
    /// For the record.
    fileprivate var settings: [String: String] {
        let statistics = audit.statistics
        return [
            "confidence": "\(statistics.confidence)", "resamples": "\(statistics.resamples)",
            "correction": statistics.correction.rawValue, "orders": audit.answer.orders.rawValue,
            "repeats": "\(audit.repeats)",
        ]
    }
}
