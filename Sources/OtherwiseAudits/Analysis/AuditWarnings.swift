import OtherwiseNumerics

/// What must be known before an audit is believed.
struct AuditWarnings {
    private let plan: TrialPlan
    private let variants: [VariantSummary]
    private let contrasts: [ContrastSummary]

    /// The share of one place from which on verdicts say where options stood, not what they said.
    private static let largestPlace = 0.9
    /// The share of undecided items from which on a variant tells nothing.
    private static let largestUndecided = 0.2
    /// Bootstrap intervals of fewer clusters are rough.
    private static let fewestClusters = 10

    init(_ plan: TrialPlan, variants: [VariantSummary], contrasts: [ContrastSummary]) {
        (self.plan, self.variants, self.contrasts) = (plan, variants, contrasts)
    }

    var all: [String] {
        variants.flatMap { places($0) + answers($0) } + clusters + positions + noise
    }

    private func places(_ variant: VariantSummary) -> [String] {
        guard plan.audit.answer.labels == .letters, let most = variant.places.max(), most > Self.largestPlace,
            let place = variant.places.firstIndex(of: most)
        else { return [] }
        return [
            "Under '\(variant.name)' the model answered \(OptionLetter.letter(place)) in \(percent(most)) of all questions: how robust its verdicts are says nothing; read the margins."
        ]
    }

    private func answers(_ variant: VariantSummary) -> [String] {
        let missing = plan.items.count - variant.answered
        var warnings: [String] = []
        if Double(variant.undecided) > Self.largestUndecided * Double(variant.answered) {
            warnings.append(
                "Under '\(variant.name)' \(variant.undecided) of \(variant.answered) items have no readable answer, or another in each order: its verdicts are not usable."
            )
        }
        if missing > 0 {
            warnings.append(
                "Under '\(variant.name)' \(missing) of \(plan.items.count) items were not answered; they are left out.")
        }
        return warnings
    }

    private var clusters: [String] {
        let count = Set(plan.items.map(\.cluster)).count
        let rough =
            count < Self.fewestClusters
            ? ["The items come from \(count) \(count == 1 ? "cluster" : "clusters"): intervals of so few are rough."]
            : []
        return rough + (contrasts.isEmpty ? [] : hopeless(count))
    }

    /// Said where the test can find nothing, so that a large p-value is no evidence that nothing is there.
    private func hopeless(_ count: Int) -> [String] {
        let statistics = plan.audit.statistics, level = 1 - statistics.confidence
        let power = ContrastPower(
            items: plan.items.count, clusters: count, changing: 1, correlation: 0,
            level: statistics.correction == .uncorrected ? level : level / Double(contrasts.count))
        guard count < power.fewestClusters else { return [] }
        return [
            "No effect can be found, however large: \(count) clusters give no p-value below \(power.leastPValue) before correction; it takes \(power.fewestClusters) or more."
        ]
    }

    private var positions: [String] {
        guard plan.audit.answer.labels == .letters, [.given, .drawn].contains(plan.audit.answer.orders) else {
            return []
        }
        return [
            "Options were shown in one order: what a variant does cannot be told from what a place does. `orders: both` tells them apart."
        ]
    }

    private var noise: [String] {
        plan.audit.repeats > 0
            ? [] : ["No reference was asked again, so there is no noise floor to compare effects with."]
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
}
