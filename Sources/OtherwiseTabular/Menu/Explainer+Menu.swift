public import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch

/// How far a menu is.
public struct MenuProgress: Sendable, Hashable {
    /// How many combinations are settled.
    public let settled: Int
    /// How many there are.
    public let total: Int
}

extension Explainer {
    /// Settles every combination of at most `size` features: a way and its least cost, or the proof that there is none.
    ///
    /// ```swift
    /// let menu = try await explainer.menu(of: row, number: 17, to: .outcome(">50K"), size: 2)
    /// for choice in menu.ways { print(choice.features, choice.way?.cost.total ?? 0) }
    /// ```
    ///
    /// The budget of the settings is that of one combination. Where the model cannot be seen through, ways are found
    /// and nothing is proved. A cancelled task returns what is known by then, and so does a model that fails in the
    /// middle, of which the notes tell.
    ///
    /// - Parameters:
    ///   - number: The row's number in its file, for the result.
    ///   - time: Of all combinations together; the outcome then depends on the machine.
    ///   - report: Called now and then.
    /// - Throws: `GoalError` for a goal that the model cannot reach; `MenuError`; `SchemaError` for a row that contradicts
    ///   the schema; what the model throws.
    public func menu(
        of row: Row, number: Int = 0, to goal: Goal, size: Int = 2, within time: Duration? = nil,
        report: (MenuProgress) -> Void = { _ in }
    ) async throws -> Menu {
        try goal.validate(for: model.output)
        guard size > 0 else { throw MenuError.badSize(size) }
        try row.checkAgainstSchema()
        return try await FailedRows.noting {
            try await menu(query(row, goal, until: time.map { .now + $0 }), number, size, within: time, report)
        }
    }

    private func menu(
        _ query: Query, _ number: Int, _ size: Int, within time: Duration?, _ report: (MenuProgress) -> Void
    ) async throws -> Menu {
        let (row, goal) = (query.factual, query.goal)
        let prediction = try await decision(about: row)
        var search = CombinationSearch(
            chosen.strategy, query: query, size: size, proves: opacity == nil, budget: settings.budget,
            time: time)
        let count = CombinationSearch.count(of: search.features.count, size: search.size) ?? .max
        guard count <= Menu.limit else { throw MenuError.tooMany(features: search.features.count, size: size) }
        let isReached = goal.isReached(by: prediction)
        if !isReached { try await search.settle { report(MenuProgress(settled: $0, total: count)) } }
        let settled = isReached ? SettledCombinations() : try await self.settled(search, query)
        let factual = factual(row, number: number, prediction, goal)
        var provenance = provenance
        provenance.settings["size"] = "\(search.size)"
        provenance.settings["timeLimit"] = time.map { "\($0)" }
        return Menu(
            settled.combinations, of: search, factual: factual, goal: goal, isReached: isReached,
            notes: settled.notes(behind: knownNotes(goal, prediction, settled.failure)), provenance: provenance)
    }

    /// All combinations, ways put to the model once more: where the search was cancelled, in a task that is not.
    private func settled(_ search: CombinationSearch, _ query: Query) async throws -> SettledCombinations {
        guard !Task.isCancelled else { return try await Task { try await self.settled(search, query) }.value }
        var settled = SettledCombinations(failure: search.failure)
        for features in (1...search.size).flatMap(search.features.combinations) {
            do {
                settled.combinations.append(try await combination(features, search.findings[features], query))
            } catch let error as ModelError {
                settled.failure = settled.failure ?? error
                settled.unchecked += 1
                settled.combinations.append(
                    Menu.Combination(features: names(features), verdict: .open, way: nil, because: nil))
            }
        }
        return settled
    }

    private func combination(
        _ features: [Int], _ finding: CombinationSearch.Finding?, _ query: Query
    ) async throws -> Menu.Combination {
        let names = names(features)
        switch finding {
        case .way(_, let changes) where changes != features:
            return Menu.Combination(features: names, verdict: .fewer, way: nil, because: self.names(changes))
        case .way(let answer, _):
            guard let standing = try await standing([RobustAnswer(answer: answer)], for: query).first else { break }
            let way = try await counterfactual(standing, for: query)
            return Menu.Combination(features: names, verdict: .way, way: way, because: nil)
        case .impossible(let among):
            return Menu.Combination(features: names, verdict: .impossible, way: nil, because: self.names(among))
        case .open, nil: break
        }
        return Menu.Combination(features: names, verdict: .open, way: nil, because: nil)
    }

    private func names(_ features: [Int]) -> [String] { features.map { schema.features[$0].name } }
}

/// The combinations of a menu, and what kept it from being whole.
private struct SettledCombinations: Sendable {
    var combinations: [Menu.Combination] = []
    /// What the model failed of.
    var failure: ModelError?
    /// How many ways were found that it was not asked about once more for that; they are open.
    var unchecked = 0

    /// Other notes, and one on what could not be checked; `nil` for none.
    func notes(behind others: [String]?) -> [String]? {
        guard unchecked > 0 else { return others }
        let ways = unchecked == 1 ? "1 way that was found" : "\(unchecked) ways that were found"
        return (others ?? []) + [
            "\(ways) could not be put to the model once more, and \(unchecked == 1 ? "counts" : "count") as open"
        ]
    }
}

extension Menu {
    /// - Parameter combinations: The fewest features first.
    fileprivate init(
        _ combinations: [Combination], of search: CombinationSearch, factual: Explanation.Factual, goal: Goal,
        isReached: Bool, notes: [String]?, provenance: Provenance
    ) {
        schema = Self.version
        self.goal = goal.description
        self.factual = factual
        size = search.size
        features = search.features.map { search.schema.features[$0].name }
        let grouped = Dictionary(grouping: combinations, by: \.verdict)
        let ways = (grouped[.way] ?? []).enumerated().sorted {
            ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
        }
        self.combinations = ways.map(\.element) + [.fewer, .open, .impossible].flatMap { grouped[$0] ?? [] }
        status = isReached || !ways.isEmpty ? .found : grouped[.open] == nil ? .infeasible : .budget
        effort = Effort(
            searches: search.effort.searches, boxes: search.effort.boxes, modelRows: search.effort.modelRows,
            unscored: search.effort.unscored > 0 ? search.effort.unscored : nil)
        self.notes = notes
        self.provenance = provenance
    }
}

extension Menu.Combination {
    fileprivate var cost: Double { way?.cost.total ?? .infinity }
}
