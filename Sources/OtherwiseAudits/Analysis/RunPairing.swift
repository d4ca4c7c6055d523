import OtherwiseNumerics

/// The items of two runs, side by side.
struct RunPairing {
    private let first, second: RunComparison.Side
    private let items: [AuditItem]
    private let answers: (first: ItemResponses, second: ItemResponses)
    /// Items of the same id that ask something else, and items of one run alone.
    private let others, alone: Int

    init(_ first: RunComparison.Side, _ second: RunComparison.Side) {
        (self.first, self.second) = (first, second)
        let counterparts = Dictionary(second.plan.items.map { ($0.id, $0) }) { one, _ in one }
        let fields = first.plan.askedFields.union(second.plan.askedFields)
        let shared = first.plan.items.filter { counterparts[$0.id] != nil }
        // Items of the same name that ask something else are no pair.
        items = shared.filter { item in counterparts[item.id].map { item.asksTheSame(as: $0, by: fields) } ?? false }
        others = shared.count - items.count
        alone = first.plan.items.count + second.plan.items.count - 2 * shared.count
        answers = (ItemResponses(first.outcomes, of: first.plan), ItemResponses(second.outcomes, of: second.plan))
    }

    private func estimator(_ items: [AuditItem], _ names: String...) -> AuditEstimator {
        AuditEstimator(
            first.plan.audit.statistics, clusters: items.map(\.cluster),
            generator: first.plan.generator("comparison", names.joined(separator: "\u{1F}")))
    }

    // MARK: What must be known

    var notes: [String] {
        itemNotes + answerNotes("first", first, answers.first) + answerNotes("second", second, answers.second)
            + rereadNotes + epochNotes
    }

    /// Which items are no pairs.
    private var itemNotes: [String] {
        let names = [first.plan.audit.name, second.plan.audit.name]
        var notes: [String] = []
        if Set(names).count > 1 { notes.append("The first run is of '\(names[0])', the second of '\(names[1])'.") }
        if others > 0 {
            notes.append(
                "\(others) of \(others + items.count) items of the same id ask something else in the second run, or have other answers; they are left out."
            )
        }
        if alone > 0 { notes.append("\(alone) items are in one run alone; they are left out.") }
        return notes
    }

    /// Which items a run has no answer to, or not as many as it could.
    private func answerNotes(_ name: String, _ side: RunComparison.Side, _ answers: ItemResponses) -> [String] {
        let counts = items.map { answerCounts($0, side, answers) }
        let missing = counts.count { $0.contains(0) }
        let partial = counts.count { !$0.contains(0) && $0.contains { $0 < side.repetitions.count } }
        var notes: [String] = []
        if missing > 0 {
            notes.append(
                "Of the \(name) run \(missing) of \(items.count) items lack an answer, or a score, under at least one variant; they are left out there."
            )
        }
        if partial > 0 {
            notes.append(
                "Of the \(name) run \(partial) of \(items.count) items lack an answer, or a score, in some of \(side.repetitions.count) epochs; they count by the others."
            )
        }
        return notes
    }

    /// How often an item was answered under each variant that both runs have.
    private func answerCounts(_ item: AuditItem, _ side: RunComparison.Side, _ answers: ItemResponses) -> [Int] {
        let others = Set(second.plan.audit.variants.map(\.name))
        return first.plan.audit.variants.filter { others.contains($0.name) }.map { variant in
            side.repetitions.count { answers[item.id, variant.name, $0] != nil }
        }
    }

    private var rereadNotes: [String] {
        [("first", first), ("second", second)].filter { $0.1.rereadCount > 0 }.map { name, side in
            "Of the \(name) run \(side.rereadCount) of \(side.outcomes.count) answers were kept with another verdict than is read in them today, which counts."
        }
    }

    private var epochNotes: [String] {
        guard areRepeated else { return [] }
        let epochs = [first, second].map { "\($0.repetitions.count)" }.joined(separator: " and ")
        return ["Each item counts by the mean over its epochs (\(epochs)); its epochs are no independent witnesses."]
    }

    var nothingPaired: AuditError {
        let problem =
            others > 0 && items.isEmpty
            ? "all \(others) items of the same id ask something else in the second run, or have other answers"
            : "the runs share no item that was answered under a variant of the same name in both"
        return AuditError(
            .nothingPaired, problem, hint: "Compare runs of one audit, or of audits with the same items")
    }

    private var areRepeated: Bool { first.repetitions.count > 1 || second.repetitions.count > 1 }

    // MARK: By variant

    func row(_ variant: String) -> RunComparison.Row? { areRepeated ? repeatedRow(variant) : singleRow(variant) }

    private func singleRow(_ variant: String) -> RunComparison.Row? {
        let pairs = items.compactMap { item in
            answers.first[item.id, variant].flatMap { one in
                answers.second[item.id, variant].map { (item: item, one: one, other: $0) }
            }
        }
        var estimator = estimator(pairs.map(\.item), variant)
        let verdicts = pairs.map { ($0.one.verdict == $0.item.focus, $0.other.verdict == $0.item.focus) }
        guard let share = estimator.difference(verdicts),
            let flips = estimator.share(pairs.map { $0.one.flips(to: $0.other) })
        else { return nil }
        let margins = pairs.compactMap { pair in pair.one.margin.flatMap { one in pair.other.margin.map { $0 - one } } }
        return RunComparison.Row(
            variant: variant, items: pairs.count, share: share,
            margin: margins.count == pairs.count ? estimator.difference(margins) : nil, flips: flips)
    }

    /// By the means over what was answered in any epoch; an answer that decides for no option is one.
    private func repeatedRow(_ variant: String) -> RunComparison.Row? {
        let pairs = items.compactMap { item -> (item: AuditItem, change: Double, flips: Double)? in
            let one = first.repetitions.compactMap { answers.first[item.id, variant, $0].map(\.verdict) }
            let other = second.repetitions.compactMap { answers.second[item.id, variant, $0].map(\.verdict) }
            guard !one.isEmpty, !other.isEmpty else { return nil }
            let flips = one.reduce(0) { sum, verdict in sum + other.count { $0 != verdict } }
            return (
                item, other.share(of: item.focus) - one.share(of: item.focus),
                Double(flips) / Double(one.count * other.count)
            )
        }
        var estimator = estimator(pairs.map(\.item), variant)
        guard let share = estimator.difference(ofShares: pairs.map(\.change)),
            let flips = estimator.share(pairs.map(\.flips))
        else { return nil }
        return RunComparison.Row(variant: variant, items: pairs.count, share: share, margin: nil, flips: flips)
    }

    // MARK: By contrast

    func effect(_ contrast: AuditContrast) -> RunComparison.Effect {
        let found = items.compactMap { item -> (AuditItem, one: ItemChange, other: ItemChange)? in
            guard let one = ItemChange(answers.first, item, contrast),
                let other = ItemChange(answers.second, item, contrast)
            else {
                return nil
            }
            return (item, one, other)
        }
        var estimator = estimator(found.map(\.0), contrast.variant, contrast.reference)
        let margins = found.compactMap { pair in pair.one.margin.flatMap { one in pair.other.margin.map { $0 - one } } }
        let changes = found.map { $0.other.share - $0.one.share }
        return RunComparison.Effect(
            variant: contrast.variant, reference: contrast.reference,
            share: estimator.difference(ofShares: changes, limit: 2),
            margin: margins.count == found.count ? estimator.difference(margins) : nil)
    }
}

/// What a variant did to one item in one run.
private struct ItemChange {
    let share: Double
    let margin: Double?

    init?(_ responses: ItemResponses, _ item: AuditItem, _ contrast: AuditContrast) {
        guard let reference = responses[item.id, contrast.reference], let variant = responses[item.id, contrast.variant]
        else { return nil }
        share = (variant.verdict == item.focus ? 1 : 0) - (reference.verdict == item.focus ? 1 : 0)
        margin = variant.margin.flatMap { new in reference.margin.map { new - $0 } }
    }
}

extension RunComparison.Side {
    /// The repetitions that count.
    fileprivate var repetitions: [Int] { countsRepetitions ? Array(0...plan.audit.repeats) : [0] }
}

extension TrialPlan {
    /// The fields by which its prompts ask.
    fileprivate var askedFields: Set<String> {
        let templates = [audit.prompt] + audit.variants.compactMap(\.prompt)
        return Set(templates.flatMap(\.fields))
    }
}

extension AuditItem {
    /// Whether options, the right one, and what prompts say of it are the same, as far as both items have it.
    fileprivate func asksTheSame(as other: AuditItem, by names: Set<String>) -> Bool {
        options == other.options && right == other.right
            && names.allSatisfy { name in fields[name].flatMap { one in other.fields[name].map { one == $0 } } ?? true }
    }
}

extension [Int?] {
    fileprivate func share(of value: Int) -> Double { Double(count { $0 == value }) / Double(count) }
}
