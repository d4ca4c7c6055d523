import OtherwiseCore
import OtherwiseSearch

/// Looks for one action that works for as many rows as may be.
///
/// Candidates are the rows' own cheapest changes, made into actions; those that change the same features together, with
/// bounds that do for half, for most and for all of them; and unions of the best. Each is put to the model for every
/// row whose limits allow it (after Rawal and Lakkaraju 2020, who ask for rules, and Kanamori et al. 2022).
struct ActionSearch: Sendable {
    let explainer: Explainer
    let goal: Goal
    let rows: [Row]
    /// The most features that an action changes.
    private static let mostMoves = 4
    /// How many candidates are tried, and of how many the best are united.
    private static let (mostCandidates, united) = (400, 16)
    /// Among what the best is looked for, in words.
    static let extent =
        "the best of \(mostCandidates) candidates of at most \(mostMoves) features, and of unions of the best \(united)"

    typealias Moves = [Span]

    /// The rows for which each of some actions works, and what it costs there; `nil` elsewhere.
    func outcomes(of actions: [Moves]) async throws -> [[Double?]] {
        var outcomes = [[Double?]](repeating: [Double?](repeating: nil, count: rows.count), count: actions.count)
        for (place, moves) in actions.enumerated() {
            var moved: [(number: Int, set: Row, settled: Row)] = []
            for (number, row) in rows.enumerated() {
                if let (set, settled) = try outcome(of: moves, for: row) { moved.append((number, set, settled)) }
            }
            guard !moved.isEmpty else { continue }
            let predictions = try await explainer.reference.model.predict(
                Table(moved.map { $0.settled }, schema: explainer.schema))
            for (index, row) in moved.enumerated() where goal.isReached(by: predictions[index]) {
                outcomes[place][row.number] = explainer.measure.breakdown(from: rows[row.number], to: row.set).total
            }
        }
        return outcomes
    }

    /// A row after some moves, and what comes of it; `nil` where they change nothing, or where a limit is broken.
    private func outcome(of moves: Moves, for row: Row) throws -> (set: Row, settled: Row)? {
        guard let set = try row.moved(by: moves) else { return nil }
        let values = explainer.consequences?.settled(set.values, from: row.values) ?? set.values
        let settled = try Row(schema: row.schema, values: values)
        let isWithin =
            row.strays(set.values, settled: values).isEmpty && explainer.plausible?.permits(values) ?? true
            && row.schema.constraints.allSatisfy { $0.holds(for: settled, from: row) }
        return isWithin ? (set, settled) : nil
    }

    /// The candidates, and their outcomes, for the rows' own cheapest changes.
    func candidates(from changes: [[Explanation.Change]]) async throws -> (actions: [Moves], outcomes: [[Double?]]) {
        var actions = Self.own(changes)
        var outcomes = try await outcomes(of: actions)
        let best = Self.ranking(outcomes).prefix(Self.united).map { actions[$0] }
        var known = Set(actions)
        let unions = best.indices.flatMap { one in best[(one + 1)...].map { Self.union(best[one], $0) } }
        let more = unions.filter { $0.count <= Self.mostMoves && known.insert($0).inserted }
        actions += more
        outcomes += try await self.outcomes(of: more)
        return (actions, outcomes)
    }

    /// The same action without what it does not need: moves left out, and bounds taken back as far as it works for as
    /// many rows.
    func trimmed(_ moves: Moves, works count: Int, bounds: [Moves]) async throws -> Moves {
        var kept = moves
        for move in moves {
            let without = kept.filter { $0 != move }
            if !without.isEmpty, try await works(without) >= count {
                kept = without
                continue
            }
            let nearer = Set(bounds.joined().filter { $0.direction == move.direction && move.isBeyond($0) })
            var ladder = nearer.sorted { $1.isBeyond($0) }
            while let middle = ladder.isEmpty ? nil : ladder[ladder.count / 2] {
                let trial = kept.map { $0.feature == move.feature ? middle : $0 }
                let suffices = try await works(trial) >= count
                if suffices { kept = trial }
                ladder = Array(suffices ? ladder[..<(ladder.count / 2)] : ladder[(ladder.count / 2 + 1)...])
            }
        }
        return kept
    }

    private func works(_ moves: Moves) async throws -> Int {
        try await outcomes(of: [moves])[0].count { $0 != nil }
    }

    /// The places of the actions: those that work for most first, then the cheaper, then those with fewer moves.
    static func ranking(_ outcomes: [[Double?]]) -> [Int] {
        let merits = outcomes.map { costs in
            let known = costs.compactMap(\.self)
            return (works: known.count, cost: known.reduce(0, +) / Double(max(known.count, 1)))
        }
        return outcomes.indices.sorted {
            (merits[$1].works, merits[$0].cost, $0) < (merits[$0].works, merits[$1].cost, $1)
        }
    }

    static func own(_ changes: [[Explanation.Change]]) -> [Moves] {
        let own = changes.compactMap(moves)
        var patterns: [[String]: [Moves]] = [:]
        for moves in own { patterns[moves.map(\.direction), default: []].append(moves) }
        let ordered = patterns.sorted { one, other in
            one.value.count == other.value.count
                ? one.key.lexicographicallyPrecedes(other.key) : one.value.count > other.value.count
        }
        let joint = ordered.flatMap { _, alike in
            [1, 0.8, 0.5].map { share in
                alike[0].indices.map { position in Span(alike.map { $0[position] }, share) }
            }
        }
        var seen: Set<Moves> = []
        return Array((joint + own).filter { seen.insert($0).inserted }.prefix(mostCandidates))
    }

    /// A row's own changes as moves, by feature; `nil` where there are too many, or one that others cannot make.
    private static func moves(_ changes: [Explanation.Change]) -> Moves? {
        let moves = changes.compactMap(Span.init(move:))
        guard moves.count == changes.count, (1...mostMoves).contains(moves.count) else { return nil }
        return moves.sorted { $0.feature < $1.feature }
    }

    /// The moves of two actions; of those of one feature the farther.
    private static func union(_ one: Moves, _ other: Moves) -> Moves {
        var moves = one
        for move in other {
            guard let place = moves.firstIndex(where: { $0.feature == move.feature }) else {
                moves.append(move)
                continue
            }
            moves[place] = Span([moves[place], move], 1)
        }
        return moves.sorted { $0.feature < $1.feature }
    }
}
