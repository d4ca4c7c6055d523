import OtherwiseModels

/// The exact strategy for linear models and networks: best-first branch and bound.
///
/// A box of pieces and hidden signs is bounded by the cheapest mixture of its points that keeps the relaxed targets;
/// with no hidden layer the targets are not relaxed, and with all hidden signs settled neither. Anytime: the cheapest
/// point so far and the bound are there whenever a budget ends.
package struct NetworkSearch {
    package struct Outcome: Sendable, Hashable {
        /// The cheapest point found; `nil` for none.
        package var point: NetworkPoint?
        /// Its cost; infinite for none.
        package var cost = Double.infinity
        /// No point that the model accepts costs less, however it rounds; infinite when none exists.
        package var lowerBound = Double.infinity
        package var nodes = 0
        package var modelRows = 0
        /// Whether the search ended of itself rather than by its budget: no answer is cheaper by more than `tolerance`.
        package var isComplete = true
    }

    /// Answers that differ by less, relative to their cost, count as equally cheap.
    package static let tolerance = 1e-6

    let problem: NetworkProblem
    private let allowance: Allowance

    package init(_ problem: NetworkProblem, within allowance: Allowance) {
        (self.problem, self.allowance) = (problem, allowance)
    }

    package init(_ problem: NetworkProblem, budget: SearchBudget = SearchBudget()) {
        self.init(problem, within: Allowance(budget))
    }

    package func solve() -> Outcome {
        var state = SearchState(problem)
        if state.offer(problem.factual) {
            state.outcome.lowerBound = 0
            return state.outcome
        }
        let repair = NetworkRepair(problem, until: allowance.deadline(isAnswered: false))
        for alternative in problem.alternatives.indices {
            for point in repair.solutions(from: problem.factual, toward: alternative) { state.offer(point) }
            state.queue.insert(OpenBox(root: alternative, of: problem))
        }
        while let box = state.queue.popLeast() {
            guard box.bound < state.limit else {
                state.close(box.outerBound)
                continue
            }
            if isSpent(state) {
                state.outcome.isComplete = false
                state.close(box.outerBound)
                for rest in state.queue.parts { state.close(rest.outerBound) }
                break
            }
            state.outcome.nodes += 1
            expand(box, repair, &state)
        }
        state.outcome.lowerBound = min(state.outcome.lowerBound, state.outcome.cost)
        return state.outcome
    }

    private func isSpent(_ state: SearchState) -> Bool {
        allowance.isSpent(
            opening: state.outcome.nodes, holding: state.queue.bytes, isAnswered: state.outcome.point != nil)
    }

    private func deadline(_ state: SearchState) -> Deadline {
        allowance.deadline(isAnswered: state.outcome.point != nil)
    }

    private func expand(_ box: OpenBox, _ repair: NetworkRepair, _ state: inout SearchState) {
        guard let region = narrowed(box.region), let all = OpenPieces(region, of: problem) else { return }
        let limit = state.limit
        guard all.leastTotal < limit else { return state.close(max(box.outerBound, min(all.leastTotal, limit))) }
        guard let affordable = narrowed(all.affordable(region, within: limit)),
            let open = OpenPieces(affordable, of: problem)
        else { return state.close(limit) }
        let found: HiddenBounds?
        do {
            found = try NetworkRelaxation.bounds(
                problem, over: open, within: limit, known: box.bounds, until: deadline(state))
        } catch { return state.close(box.outerBound, isSettled: false) }
        guard let bounds = found else { return state.close(limit) }
        var box = box
        (box.region, box.bounds) = (affordable, bounds)
        var bounding = BoxBound(problem, box, open: open, limit: limit)
        bounding.tighten(until: deadline(state))
        box.tangents = bounding.tangents
        box.bound = max(box.bound, bounding.bound)
        box.outerBound = max(box.outerBound, min(bounding.outerBound, limit))
        guard !bounding.isClosed, box.bound < state.limit else { return state.close(box.outerBound) }
        let blend = BlendedPoint(bounding.mixture, of: problem)
        state.offer(blend.point)
        if state.outcome.nodes < 8 || state.outcome.nodes.isMultiple(of: 32) {
            for point in repair.solutions(from: blend.point, toward: box.alternative) { state.offer(point) }
        }
        guard box.bound < state.limit else { return state.close(box.outerBound) }
        let children = Branching(problem, box, bounding, blend, open: open).children()
        if children.isEmpty { state.close(box.outerBound, isSettled: open.isOnePoint) }
        for child in children { state.queue.insert(child) }
    }

    /// The region without the pieces that the clauses forbid; `nil` when nothing is left.
    private func narrowed(_ region: NetworkRegion) -> NetworkRegion? {
        guard !problem.clauses.isEmpty else { return region }
        var region = region
        for clause in problem.clauses {
            let open = clause.filter { literal in
                problem.layout.pieces(of: literal.axis).enumerated().contains {
                    region.isOpen[$1] && literal.choices.contains($0)
                }
            }
            guard let only = open.first else { return nil }
            guard open.count == 1 else { continue }
            for (piece, index) in problem.layout.pieces(of: only.axis).enumerated()
            where !only.choices.contains(piece) { region.isOpen[index] = false }
        }
        return region
    }
}

/// What a search knows so far.
struct SearchState {
    let problem: NetworkProblem
    var outcome = NetworkSearch.Outcome()
    var queue = OpenQueue<OpenBox>()

    init(_ problem: NetworkProblem) { self.problem = problem }

    /// Boxes bounded at or above this need not be looked at.
    var limit: Double { outcome.cost < .infinity ? outcome.cost * (1 - NetworkSearch.tolerance) : .infinity }

    /// Takes a point that is cheaper than the cheapest so far, and an answer.
    @discardableResult
    mutating func offer(_ point: NetworkPoint) -> Bool {
        let cost = problem.cost(of: point)
        guard cost < outcome.cost, problem.keepsRules(point) else { return false }
        guard problem.clearsTargets(point) else { return false }
        outcome.modelRows += 1
        guard problem.isReached(by: point) else { return false }
        (outcome.point, outcome.cost) = (point, cost)
        return true
    }

    /// Notes a bound below which a box has no point that the model accepts.
    ///
    /// - Parameter isSettled: Whether nothing in the box is left open.
    mutating func close(_ bound: Double, isSettled: Bool = true) {
        outcome.lowerBound = min(outcome.lowerBound, bound)
        if !isSettled { outcome.isComplete = false }
    }
}

/// A box that is still open, with what its parent knew.
struct OpenBox: OpenPart {
    let alternative: Int
    var region: NetworkRegion
    var bounds: HiddenBounds
    var splits: [HiddenSplit] = []
    /// No answer in the box costs less.
    var bound = 0.0
    /// No point in the box that the model accepts costs less, however it rounds.
    var outerBound = 0.0
    /// What the share of a softmax asks for, as far as it is known: true of all points.
    var tangents: [LinearTarget] = []
    /// The multipliers of the targets where the parent's bound was best.
    var multipliers: [Double] = []

    init(root alternative: Int, of problem: NetworkProblem) {
        self.alternative = alternative
        region = NetworkRegion(problem)
        bounds = HiddenBounds(problem.network)
    }

    var bytes: Int {
        let hidden = bounds.lows.reduce(0) { $0 + 16 * $1.count + 64 }
        let tangents = tangents.reduce(0) { $0 + 8 * $1.weights.count + 48 }
        return region.isOpen.count + 16 * region.lows.count + hidden + tangents + 32 * splits.count + 8
            * multipliers.count + 400
    }

    static func < (one: OpenBox, other: OpenBox) -> Bool { one.bound < other.bound }
    static func == (one: OpenBox, other: OpenBox) -> Bool { one.bound == other.bound }
}
