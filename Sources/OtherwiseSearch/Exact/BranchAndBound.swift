import OtherwiseModels

/// The exact strategy: best-first branch and bound on `DualBound`, with greedy repair for answers.
///
/// Anytime: the best point so far and the proved bound are there whenever a budget ends.
package struct BranchAndBound {
    package struct Outcome: Sendable, Hashable {
        /// The cheapest point found; `nil` for none.
        package var point: [Int]?
        /// Its cost; infinite for none.
        package var cost: Double
        /// No point that reaches the goal costs less; infinite when none exists.
        package var lowerBound: Double
        package var nodes: Int
        /// Whether the search ended of itself rather than by its budget.
        package var isComplete: Bool
    }

    /// Bounds within this, relative to the cost, count as met.
    static let tolerance = 1e-9

    let problem: EnsembleProblem
    private let allowance: Allowance
    /// Of the instances that boxes belong to.
    private let meter = MemoryMeter()
    /// Sets of axes of which an answer leaves at least one as it is, for further answers.
    let excluded: Set<Set<Int>>

    package init(_ problem: EnsembleProblem, within allowance: Allowance, excluding excluded: Set<Set<Int>> = []) {
        self.problem = problem
        self.allowance = allowance
        self.excluded = excluded
    }

    package init(
        _ problem: EnsembleProblem, budget: SearchBudget = SearchBudget(), excluding excluded: Set<Set<Int>> = []
    ) {
        self.init(problem, within: Allowance(budget), excluding: excluded)
    }

    package func solve() -> Outcome {
        var outcome = Outcome(point: nil, cost: .infinity, lowerBound: .infinity, nodes: 0, isComplete: true)
        if accepts(problem.factual) {
            return Outcome(point: problem.factual, cost: 0, lowerBound: 0, nodes: 0, isComplete: true)
        }
        let repairs = problem.alternatives.map {
            GreedyRepair(problem, targets: $0, until: allowance.deadline(isAnswered: false))
        }
        for repair in repairs where !deadline(outcome).isOver {
            if let point = repair.solution(from: problem.factual, accepts: accepts) { improve(&outcome, with: point) }
        }
        for (targets, repair) in zip(problem.alternatives, repairs) { search(targets, repair, &outcome) }
        outcome.lowerBound = min(outcome.lowerBound, outcome.cost)
        return outcome
    }

    /// Whether a point reaches the goal, keeps the rules and is not excluded.
    func accepts(_ point: [Int]) -> Bool {
        guard problem.rules.hold(at: point) else { return false }
        if !excluded.isEmpty {
            let changed = problem.changedAxes(of: point)
            if excluded.contains(where: { $0.isSubset(of: changed) }) { return false }
        }
        return problem.reachesGoal(point)
    }

    private func improve(_ outcome: inout Outcome, with point: [Int]) {
        let cost = problem.cost(of: point)
        if cost < outcome.cost { (outcome.point, outcome.cost) = (point, cost) }
    }

    // MARK: One alternative

    private func search(_ targets: WeighedTargets, _ repair: GreedyRepair, _ outcome: inout Outcome) {
        guard !isSpent(outcome), let root = try? bound(on: targets, budget: outcome.cost, until: deadline(outcome))
        else {
            (outcome.isComplete, outcome.lowerBound) = (false, 0)
            return
        }
        guard case .box(let bound) = root else { return }
        var queue = OpenQueue<SearchNode>()
        enterRoot(bound, targets, repair, &outcome, &queue)
        while let node = queue.popLeast() {
            guard node.bound < limit(outcome) else { break }
            if isSpent(outcome, holding: queue.bytes + meter.bytes) {
                outcome.isComplete = false
                outcome.lowerBound = min(outcome.lowerBound, node.bound)
                return
            }
            outcome.nodes += 1
            expand(node, targets, repair, &outcome, &queue)
        }
    }

    /// What is left of a box.
    private enum Remainder {
        case nothing
        case box(DualBound)
    }

    private func bound(
        on targets: WeighedTargets, box: [[Int]]? = nil, budget: Double, until deadline: Deadline
    ) throws(OutOfTime) -> Remainder {
        let draft = try InstanceDraft(problem, targets: targets, box: box, budget: budget, until: deadline)
        guard let instance = EnsembleInstance(draft, trees: problem.ensemble.roots.count) else { return .nothing }
        return .box(DualBound(instance, meter: meter))
    }

    private func enterRoot(
        _ bound: DualBound, _ targets: WeighedTargets, _ repair: GreedyRepair, _ outcome: inout Outcome,
        _ queue: inout OpenQueue<SearchNode>
    ) {
        let zeros = [Double](repeating: 0, count: bound.instance.targetCount)
        guard let box = narrowed(bound.instance.fullBox, bound.instance),
            bound.enter(box, messages: bound.initialMessages(), multipliers: zeros)
        else { return }
        bound.findMultipliers(until: deadline(outcome))
        ascend(bound, .opening, limit: limit(outcome), until: deadline(outcome))
        guard let root = shrunk(bound, targets, outcome, below: 0.9) else { return }
        ascend(root, .root, limit: limit(outcome), until: deadline(outcome))
        offerPoint(near: root, repair, &outcome)
        descend(from: root, targets, &outcome, &queue)
    }

    private func expand(
        _ node: SearchNode, _ targets: WeighedTargets, _ repair: GreedyRepair, _ outcome: inout Outcome,
        _ queue: inout OpenQueue<SearchNode>
    ) {
        let bound = node.owner
        guard let box = narrowed(node.box, bound.instance),
            bound.enter(box, messages: node.messages, multipliers: node.multipliers)
        else { return }
        ascend(bound, .box(bound), limit: limit(outcome), until: deadline(outcome))
        guard bound.value < limit(outcome) else { return }
        offerPoint(near: bound, repair, &outcome)
        descend(from: bound, targets, &outcome, &queue)
    }

    /// Branches, on an instance of its own if the box has become much smaller than the one that it belongs to.
    private func descend(
        from bound: DualBound, _ targets: WeighedTargets, _ outcome: inout Outcome,
        _ queue: inout OpenQueue<SearchNode>
    ) {
        guard let smaller = shrunk(bound, targets, outcome, below: 0.6) else { return }
        if smaller !== bound { ascend(smaller, .box(smaller), limit: limit(outcome), until: deadline(outcome)) }
        branch(smaller, &outcome, &queue)
    }

    /// Costs at or above this need not be looked at.
    private func limit(_ outcome: Outcome) -> Double {
        outcome.cost < .infinity ? outcome.cost * (1 - Self.tolerance) : .infinity
    }

    /// How sweeps and multiplier steps alternate.
    private struct Ascent {
        let rounds: Int
        /// The first multiplier step, relative; each further one is shorter by a seventh.
        let rate: Double

        /// For the first box, whose messages start from nothing: until most of what leaves it at once has left.
        static let opening = Ascent(rounds: 3, rate: 0.3)
        /// What follows for the first box.
        static let root = Ascent(rounds: 13, rate: 0.18)

        /// For a box that inherits messages.
        ///
        /// With few open axes the multipliers that suit a half are far from its parent's. With 30 of them long steps
        /// undo what the messages have reached.
        static func box(_ bound: DualBound) -> Ascent { Ascent(rounds: 3, rate: bound.hasFewOpenAxes ? 0.15 : 0.03) }
    }

    /// Alternates sweeps and multiplier steps; keeps the best bound seen, for every one of them is valid.
    private func ascend(_ bound: DualBound, _ ascent: Ascent, limit: Double, until deadline: Deadline) {
        var best = bound.value
        // A sweep asks for the value of the messages at hand, which the best one may exceed.
        bound.refreshValue()
        var rate = ascent.rate
        var (milestone, stalled) = (best, 0)
        for round in 0..<ascent.rounds {
            bound.sweep(limit: limit)
            guard bound.value < limit else { return }
            best = max(best, bound.value)
            stalled = best > milestone + 0.005 * (limit - best) ? 0 : stalled + 1
            if stalled == 0 { milestone = best }
            guard round < ascent.rounds - 1, stalled < 8, !deadline.isOver else { break }
            bound.stepMultipliers(by: rate)
            rate *= 0.85
        }
        bound.value = best
    }

    /// The same box on an instance of its own if it keeps less than a share of its leaves: what comes below is then
    /// the cheaper.
    ///
    /// - Returns: `nil` when that shows the box to be empty.
    private func shrunk(
        _ bound: DualBound, _ targets: WeighedTargets, _ outcome: Outcome, below share: Double
    ) -> DualBound? {
        let (leaves, limit) = (bound.instance.leafCount, limit(outcome))
        guard bound.value < limit else { return nil }
        guard leaves > 64, Double(bound.liveLeafCount) < share * Double(leaves) else { return bound }
        let box = bound.instance.problemChoices(of: bound.currentBox)
        guard let rest = try? self.bound(on: targets, box: box, budget: limit, until: deadline(outcome)) else {
            return bound
        }
        guard case .box(let smaller) = rest else { return nil }
        let messages = smaller.instance.messages(from: bound.instance, bound.storedMessages)
        guard smaller.enter(smaller.instance.fullBox, messages: messages, multipliers: bound.currentMultipliers) else {
            return nil
        }
        smaller.value = max(smaller.value, bound.value)
        return smaller
    }

    private func branch(_ bound: DualBound, _ outcome: inout Outcome, _ queue: inout OpenQueue<SearchNode>) {
        guard bound.value < limit(outcome) else { return }
        let whole = SearchNode(at: bound)
        let halvings = bound.branches(count: lookahead(in: bound))
        guard !halvings.isEmpty else {
            let point = bound.instance.kept.indices.map { axis in
                bound.instance.kept[axis][bound.instance.choices(of: axis, in: whole.box).first ?? 0]
            }
            if accepts(point) { improve(&outcome, with: point) }
            return
        }
        let halves =
            halvings.count == 1
            ? halvings[0].halves(of: whole) : bestHalves(of: whole, by: halvings, limit: limit(outcome))
        for half in halves { queue.insert(half) }
    }

    /// How many halvings are tried before one is chosen.
    ///
    /// Where few axes are open every one of them matters, and a good choice saves more boxes than the trials cost: on
    /// deep forests of 8 features half of the time. With 30 axes the trials cost more than they save.
    private func lookahead(in bound: DualBound) -> Int { bound.hasFewOpenAxes ? 3 : 1 }

    /// The halves, swept once, of the halving that lifts both bounds most; a half that cannot hold a solution is left out.
    private func bestHalves(of whole: SearchNode, by halvings: [DualBound.Branch], limit: Double) -> [SearchNode] {
        var best: (gain: Double, halves: [SearchNode]) = (-1, [])
        for halving in halvings {
            var (gain, halves) = (1.0, [SearchNode]())
            for half in halving.halves(of: whole) {
                let swept = swept(half, limit: limit)
                gain *= max((swept?.bound ?? min(limit, .greatestFiniteMagnitude)) - whole.bound, 1e-9)
                if let swept { halves.append(swept) }
            }
            if halves.isEmpty { return [] }
            if gain > best.gain { best = (gain, halves) }
        }
        return best.halves
    }

    private func swept(_ node: SearchNode, limit: Double) -> SearchNode? {
        let bound = node.owner
        guard bound.enter(node.box, messages: node.messages, multipliers: node.multipliers) else { return nil }
        bound.sweep(limit: limit)
        bound.value = max(bound.value, node.bound)
        return bound.value < limit ? SearchNode(at: bound) : nil
    }

    private func offerPoint(near bound: DualBound, _ repair: GreedyRepair, _ outcome: inout Outcome) {
        let point = bound.suggestedPoint()
        if problem.cost(of: point) < outcome.cost, accepts(point) { improve(&outcome, with: point) }
        guard outcome.nodes < 8 || outcome.nodes % 32 == 0 else { return }
        if let better = repair.solution(from: point, accepts: accepts) { improve(&outcome, with: better) }
    }

    /// The box without what the rules forbid; `nil` when nothing is left.
    private func narrowed(_ box: [UInt64], _ instance: EnsembleInstance) -> [UInt64]? {
        guard !problem.rules.isEmpty else { return box }
        var sets = problem.axes.indices.map { axis in
            CellSet(
                instance.choices(of: axis, in: box).map { instance.kept[axis][$0] },
                count: problem.axes[axis].choices.count)
        }
        guard problem.rules.narrow(&sets), sets.allSatisfy({ !$0.isEmpty }) else { return nil }
        return sets.indices.flatMap { axis in
            CellSet(
                instance.kept[axis].indices.filter { sets[axis].contains(instance.kept[axis][$0]) },
                count: instance.kept[axis].count
            ).words
        }
    }

    private func isSpent(_ outcome: Outcome, holding bytes: Int = 0) -> Bool {
        allowance.isSpent(opening: outcome.nodes, holding: bytes, isAnswered: outcome.point != nil)
    }

    private func deadline(_ outcome: Outcome) -> Deadline { allowance.deadline(isAnswered: outcome.point != nil) }
}

/// A box that is still open, with what its parent knew.
private struct SearchNode: OpenPart {
    let bound: Double
    /// The instance that the box belongs to, with its working memory.
    let owner: DualBound
    let box: [UInt64]
    let messages: [Float]
    let multipliers: [Double]

    init(bound: Double, owner: DualBound, box: [UInt64], messages: [Float], multipliers: [Double]) {
        (self.bound, self.owner, self.box) = (bound, owner, box)
        (self.messages, self.multipliers) = (messages, multipliers)
    }

    /// The box that a bound is at.
    init(at owner: DualBound) {
        self.init(
            bound: owner.value, owner: owner, box: owner.currentBox, messages: owner.storedMessages,
            multipliers: owner.currentMultipliers)
    }

    var bytes: Int { 8 * box.count + 4 * messages.count + 8 * multipliers.count + 160 }

    static func < (one: SearchNode, other: SearchNode) -> Bool { one.bound < other.bound }
    static func == (one: SearchNode, other: SearchNode) -> Bool { one.bound == other.bound }
}

extension DualBound.Branch {
    /// Both sides of a box, with what is known of the whole.
    fileprivate func halves(of whole: SearchNode) -> [SearchNode] {
        [sides.0, sides.1].map { side in
            var box = whole.box
            box.replaceSubrange(whole.owner.instance.words(of: axis), with: side)
            return SearchNode(
                bound: whole.bound, owner: whole.owner, box: box, messages: whole.messages,
                multipliers: whole.multipliers)
        }
    }
}
