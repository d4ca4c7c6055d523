import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseSearch

/// Puts together what was found for the members of groups.
struct GroupSurvey: Sendable {
    let explainer: Explainer
    let goal: Goal
    let column: String
    let members: [GroupMembers]

    private var generator: SeededGenerator { SeededGenerator(seed: explainer.settings.seed) }

    func report() async throws -> GroupComparison {
        var groups: [GroupOutcome] = []
        for place in members.indices { groups.append(try await outcome(of: place)) }
        var provenance = explainer.provenance
        provenance.settings["actions"] = ActionSearch.extent
        provenance.settings["drawn"] = members.map { "\($0.name): \($0.drawn) of \($0.size)" }.joined(separator: ", ")
        return GroupComparison(
            schema: GroupComparison.version, goal: goal.description, column: column, groups: groups,
            contrasts: members.indices.dropFirst().map { contrast(members[0], members[$0], stream: $0) },
            notes: notes.isEmpty ? nil : notes, provenance: provenance)
    }

    private var notes: [String] {
        let undecided = members.filter { $0.undecided > 0 }.map {
            "the model decides nothing about \($0.undecided) of the \($0.drawn) rows drawn of \($0.name), which are left out"
        }
        return explainer.notes + undecided + (FailedRows.ofQuestion?.notes ?? [])
    }

    private func outcome(of place: Int) async throws -> GroupOutcome {
        let group = members[place]
        return GroupOutcome(
            name: group.name, rows: group.size, drawn: group.drawn,
            reached: group.drawn - group.undecided - group.asked.count,
            undecided: group.undecided > 0 ? group.undecided : nil,
            found: group.ways.count, infeasible: group.answers.count { $0.status == .infeasible },
            open: group.answers.count { $0.status == .budget || $0.status == .refused },
            cost: distribution(group.costs, stream: place),
            action: try await action(of: place))
    }

    private func distribution(_ costs: [Double], stream: Int) -> CostDistribution? {
        guard !costs.isEmpty else { return nil }
        var generator = generator.split(1000 + stream)
        func estimate(_ statistic: ([Double]) -> Double) -> BootstrapEstimate {
            let interval = Bootstrap().interval(over: costs.count, using: &generator) {
                statistic($0.map { costs[$0] })
            }
            return BootstrapEstimate(statistic(costs), costs.count > 1 ? interval : nil)
        }
        return CostDistribution(mean: estimate(Self.mean), median: estimate(Self.median), costs: costs.sorted())
    }

    private func contrast(_ first: GroupMembers, _ other: GroupMembers, stream: Int) -> GroupContrast {
        var generator = generator.split(2000 + stream)
        func gap(_ one: [Double], _ two: [Double], _ statistic: ([Double]) -> Double) -> BootstrapEstimate? {
            guard !one.isEmpty, !two.isEmpty else { return nil }
            let interval = Bootstrap().interval(over: one.count, and: two.count, using: &generator) { mine, theirs in
                statistic(mine.map { one[$0] }) - statistic(theirs.map { two[$0] })
            }
            return BootstrapEstimate(statistic(one) - statistic(two), min(one.count, two.count) > 1 ? interval : nil)
        }
        return GroupContrast(
            group: first.name, against: other.name, medianGap: gap(first.costs, other.costs, Self.median),
            meanGap: gap(first.costs, other.costs, Self.mean),
            withoutWayGap: Self.withoutWayGap(first, other))
    }

    private static func withoutWayGap(_ first: GroupMembers, _ other: GroupMembers) -> BootstrapEstimate? {
        let (own, its) = (first.answers.count, other.answers.count)
        guard own > 0, its > 0 else { return nil }
        return BootstrapEstimate(
            Double(first.withoutWay) / Double(own) - Double(other.withoutWay) / Double(its),
            WilsonInterval.difference(first.withoutWay, outOf: own, and: other.withoutWay, outOf: its))
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    private static func median(_ values: [Double]) -> Double { OrderStatistics.median(values) ?? .nan }
}

// MARK: The shared action

extension GroupSurvey {
    private func action(of place: Int) async throws -> SharedAction? {
        let group = members[place]
        let search = ActionSearch(explainer: explainer, goal: goal, rows: group.asked)
        let (actions, outcomes) = try await search.candidates(from: group.ways.map(\.changes))
        let ranking = ActionSearch.ranking(outcomes)
        guard let best = ranking.first, outcomes[best].contains(where: { $0 != nil }) else { return nil }
        let moves = try await search.trimmed(
            actions[best], works: outcomes[best].count { $0 != nil },
            bounds: ActionSearch.own(group.ways.map(\.changes)))
        let costs = try await search.outcomes(of: [moves])[0].compactMap(\.self)
        let ranked = ranking.map { outcomes[$0].map { $0 != nil } }
        var generator = generator.split(3000 + place)
        let unseen = Self.shareLeftOut(of: ranked, rows: group.asked.count, using: &generator)
        let interval = WilsonInterval.of(unseen * Double(group.asked.count), outOf: group.asked.count)
        return SharedAction(
            moves: moves, works: costs.count,
            share: BootstrapEstimate(Double(costs.count) / Double(group.asked.count), interval),
            meanCost: Self.mean(costs),
            elsewhere: try await shares(of: moves, without: place))
    }

    /// For which share of the rows left out of resamples the action works that works for most of the resample.
    ///
    /// - Parameter works: For each action, the better before, whether it works for each row.
    private static func shareLeftOut(
        of works: [[Bool]], rows: Int, using generator: inout SeededGenerator
    ) -> Double {
        var (left, reached) = (0, 0)
        for _ in 0..<200 {
            let resample = (0..<rows).map { _ in Int.random(in: 0..<rows, using: &generator) }
            let counts = works.map { row in resample.count { row[$0] } }
            let most = counts.max() ?? 0
            guard let chosen = counts.firstIndex(of: most) else { continue }
            let others = Set(0..<rows).subtracting(resample)
            left += others.count
            reached += others.count { works[chosen][$0] }
        }
        // One row alone is never left out of its resample.
        return left > 0 ? Double(reached) / Double(left) : Double(works.first?.count(where: \.self) ?? 0) / Double(rows)
    }

    private func shares(of moves: [Span], without place: Int) async throws -> [String: Double] {
        var shares: [String: Double] = [:]
        for other in members.indices where other != place && !members[other].asked.isEmpty {
            let search = ActionSearch(explainer: explainer, goal: goal, rows: members[other].asked)
            let works = try await search.outcomes(of: [moves])[0].count { $0 != nil }
            shares[members[other].name] = Double(works) / Double(members[other].asked.count)
        }
        return shares
    }
}

extension GroupMembers {
    /// How many of those asked about have no way.
    fileprivate var withoutWay: Int { answers.count { $0.counterfactuals.isEmpty } }
}
