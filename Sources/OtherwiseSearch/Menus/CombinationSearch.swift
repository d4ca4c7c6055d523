package import OtherwiseCore
package import OtherwiseModels

/// Settles every combination of a few features: whether changing these alone reaches the goal, and at what least cost.
///
/// What is known of one combination tells of others:
/// - where no change of some features works, none of fewer of them does;
/// - the cheapest change that some features allow is the cheapest of every combination between those that it changes
///   and all that were allowed.
///
/// So blocks of many features are tried first, with the number of changed features as the cost: a block that needs more
/// than the limit holds no way at all. Then combinations are settled from the largest down.
package struct CombinationSearch: Sendable {
    /// The most features that change at once.
    package let size: Int
    /// The features that may change, by position.
    package let features: [Int]
    /// What is known of each combination, its features ascending.
    package private(set) var findings: [[Int]: Finding] = [:]
    package private(set) var effort = Effort()
    /// What the model failed of, where that ended the search; what was not settled by then is open.
    package private(set) var failure: ModelError?

    private let strategy: any Strategy
    private let query: Query
    private let counting: CostMeasure
    private let proves: Bool
    private let budget: SearchBudget
    private let deadline: ContinuousClock.Instant?
    /// Blocks of which no `size` features together reach the goal.
    private var impossible: [Set<Int>] = []
    /// Combinations that reach the goal, at whatever cost.
    private var witnesses: [Set<Int>] = []
    /// By the features that a proved cheapest change changes: the change, and those that were allowed.
    private var optima: [[Int]: [(answer: SearchResult.Answer, allowed: Set<Int>)]] = [:]
    /// Changes found while more features were allowed, without a proof that they are the cheapest.
    private var byproducts: [[Int]: SearchResult.Answer] = [:]

    package enum Finding: Sendable, Hashable {
        /// The cheapest change found, and the features that it changes: all of the combination, or fewer.
        case way(SearchResult.Answer, changes: [Int])
        /// Proved of all these features at once: no change of at most as many of them as the limit allows works.
        case impossible(among: [Int])
        /// Neither was found before the search had to end.
        case open
    }

    /// What was done, in units that do not depend on the machine.
    package struct Effort: Sendable, Hashable {
        package var searches = 0
        package var boxes = 0
        package var modelRows = 0
        /// How many of them the model had no score for.
        package var unscored = 0
    }

    /// - Parameters:
    ///   - proves: Whether the strategy's word that there is no way is a proof.
    ///   - budget: Of one combination.
    ///   - time: Of all of them together; what is not settled by then stays open.
    package init(
        _ strategy: any Strategy, query: Query, size: Int, proves: Bool, budget: SearchBudget, time: Duration? = nil
    ) {
        self.strategy = strategy
        self.query = query
        self.proves = proves
        self.budget = budget
        let schema = query.factual.schema
        features = schema.features.indices.filter { schema.features[$0].mutability != .immutable }
        self.size = min(max(size, 1), max(features.count, 1))
        counting = CostMeasure(.l0(), schema: schema, statistics: query.statistics)
        deadline = time.map { .now + $0 }
    }

    /// How many combinations of at most `size` of so many features there are; `nil` for more than can be counted.
    package static func count(of features: Int, size: Int) -> Int? {
        guard features > 0, size > 0 else { return 0 }
        var (sum, binomial) = (0, 1)
        for taken in 1...min(size, features) {
            let (product, overflow) = binomial.multipliedReportingOverflow(by: features - taken + 1)
            guard !overflow, product < .max / 2 else { return nil }
            binomial = product / taken
            sum += binomial
        }
        return sum
    }

    /// Settles all combinations; those that the time does not allow, or a model that fails, are open.
    ///
    /// - Parameter report: Called now and then with how many are settled.
    /// - Throws: What the strategy throws; of the model's failures those at the first search alone.
    package mutating func settle(_ report: (_ settled: Int) -> Void = { _ in }) async throws {
        if proves { try await narrow([features], report) }
        for count in (1...size).reversed() {
            for combination in features.combinations(of: count) where findings[combination] == nil {
                try await settle(combination)
                report(findings.count)
            }
        }
    }

    package var schema: Schema { query.factual.schema }

    private var isSpent: Bool { failure != nil || Task.isCancelled || deadline.map { $0 < .now } ?? false }
}

// MARK: Blocks

extension CombinationSearch {
    /// Looks for blocks without a way among all choices of `size` features from some blocks, of which there are at
    /// most `size`.
    private mutating func narrow(_ blocks: [[Int]], _ report: (Int) -> Void) async throws {
        let union = blocks.joined().sorted()
        guard union.count > size, !isSpent, !impossible.contains(where: { $0.isSuperset(of: union) }) else { return }
        report(findings.count)
        if try await holdsNoWay(union) { return impossible.append(Set(union)) }
        var parts = blocks
        while parts.count <= size { parts.splitLongest() }
        // No choice of `size` features touches more parts than that, so that each leaves one out.
        for left in parts.indices {
            let rest = parts.indices.filter { $0 != left }.map { parts[$0] }
            try await narrow(rest, report)
        }
    }

    private mutating func holdsNoWay(_ features: [Int]) async throws -> Bool {
        guard !witnesses.contains(where: { $0.isSubset(of: features) }) else { return false }
        let result = try await search(features, counting)
        if result.status == .infeasible { return true }
        guard let answer = result.answers.first else { return false }
        let changed = query.changed(answer.values)
        if changed.count <= size { witnesses.append(Set(changed)) }
        // A number of features; the slack is for bounds that were added up in floating point.
        return (answer.certificate.lowerBound ?? 0) > Double(size) + 1e-3
    }
}

// MARK: Combinations

extension CombinationSearch {
    private mutating func settle(_ combination: [Int]) async throws {
        if let block = impossible.first(where: { $0.isSuperset(of: combination) }) {
            findings[combination] = .impossible(among: block.sorted())
        } else if let (answer, changes) = optimum(for: combination) {
            findings[combination] = .way(answer, changes: changes)
        } else if isSpent {
            findings[combination] = byproducts[combination].map { .way($0, changes: combination) } ?? .open
        } else {
            take(try await search(combination, query.measure), for: combination)
        }
    }

    private func optimum(for combination: [Int]) -> (SearchResult.Answer, [Int])? {
        for changed in combination.subsets {
            let known = optima[changed]?.first { $0.allowed.isSuperset(of: combination) }
            if let known { return (known.answer, changed) }
        }
        return nil
    }

    private mutating func take(_ result: SearchResult, for combination: [Int]) {
        if proves, result.status == .infeasible {
            for part in combination.subsets { findings[part] = .impossible(among: combination) }
            return
        }
        let found = [result.answers.first, byproducts[combination]].compactMap(\.self)
        guard let best = found.min(by: { query.cost(of: $0.values) < query.cost(of: $1.values) }) else {
            findings[combination] = .open
            return
        }
        let changed = query.changed(best.values)
        findings[combination] = .way(best, changes: changed)
        if best.certificate.kind == .optimal {
            optima[changed, default: []].append((best, Set(combination)))
        } else if changed != combination {
            let rival = byproducts[changed].map { query.cost(of: $0.values) } ?? .infinity
            if query.cost(of: best.values) < rival { byproducts[changed] = best }
        }
    }

    /// Asks the strategy with all but some features frozen.
    private mutating func search(_ features: [Int], _ measure: CostMeasure) async throws -> SearchResult {
        var query = query
        query.factual = try query.factual.freezing(allBut: Set(features))
        query.measure = measure
        query.seeksObstacle = false
        var budget = budget
        if let deadline { budget.time = max(deadline - .now, .milliseconds(1)) }
        let result = try await answers(to: query, budget)
        effort.searches += 1
        effort.boxes += result.nodes
        effort.modelRows += result.modelRows
        effort.unscored += result.unscored
        failure = failure ?? result.failure
        return result
    }

    /// What the strategy says; where it ends in the middle of the menu, that nothing was found.
    private func answers(to query: Query, _ budget: SearchBudget) async throws -> SearchResult {
        var nothing = SearchResult(status: .budget, answers: [])
        do {
            return try await strategy.answers(to: query, count: 1, budget: budget)
        } catch let error as ModelError where effort.searches > 0 {
            nothing.failure = error
        } catch is CancellationError where Task.isCancelled && effort.searches > 0 {}
        return nothing
    }
}

extension Row {
    /// The same row in a schema in which only some features, by position, may change.
    package func freezing(allBut features: Set<Int>) throws -> Row {
        let frozen = schema.features.enumerated().map { position, feature in
            var feature = feature
            if !features.contains(position) { feature.mutability = .immutable }
            return feature
        }
        return try Row(schema: schema.with(features: frozen), values: values)
    }
}

extension [Int] {
    /// All choices of so many elements, in order.
    package func combinations(of count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        guard count <= self.count else { return [] }
        return indices.dropLast(count - 1).flatMap { place in
            Array(self[(place + 1)...]).combinations(of: count - 1).map { [self[place]] + $0 }
        }
    }

    /// All choices of at least one element, the fewest first.
    fileprivate var subsets: [[Int]] { (1...Swift.max(count, 1)).flatMap(combinations) }
}

extension [[Int]] {
    fileprivate mutating func splitLongest() {
        guard let longest = indices.max(by: { (self[$0].count, $1) < (self[$1].count, $0) }) else { return }
        let block = self[longest]
        let middle = (block.count + 1) / 2
        replaceSubrange(longest...longest, with: [Array<Int>(block[..<middle]), Array<Int>(block[middle...])])
    }
}
