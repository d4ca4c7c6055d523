package import OtherwiseCore
package import OtherwiseModels

/// A question to a model that can be seen through, put again to check what was said in answer.
package struct PlainQuestion {
    private let structure: Structure

    private enum Structure {
        /// The bound is proved for all values, whatever sums were searched on sampled ones.
        case trees(EnsembleProblem, searched: EnsembleProblem, builders: [ChoiceBuilder])
        case layers(NetworkProblem)
    }

    /// What the plain proof says to a claim.
    package enum Verdict: Sendable {
        case confirmed, open
        /// These values reach the goal, and cost less than was claimed.
        case refuted([Value])
    }

    /// - Returns: `nil` for a goal that the model's structure does not tell of.
    /// - Throws: `OpaqueModel` for a model that cannot be seen through.
    package init?(_ model: ONNXDecisionModel, _ query: Query) throws {
        let schema = query.factual.schema
        guard model.graph.scorers.contains(where: \.isTrees) else {
            guard let problem = NetworkProblem(try NetworkBox(model, schema: schema), query: query) else { return nil }
            structure = .layers(problem)
            return
        }
        let box = try WhiteBox(model, schema: schema)
        guard let goal = SettledGoal(query.goal, for: box) else { return nil }
        let searched = EnsembleProblem(box, goal: goal, query: query)
        structure = .trees(
            query.withoutSampledSums.map { EnsembleProblem(box, goal: goal, query: $0) } ?? searched,
            searched: searched, builders: ChoiceBuilder.builders(box, query: query))
    }

    /// Whether an optimal answer costs what is proved; a network's costs more by what single precision can lose.
    package var meetsItsBounds: Bool { if case .trees = structure { true } else { false } }

    /// Whether nothing that reaches the goal is cheaper.
    ///
    /// - Parameters:
    ///   - claim: In the unit of the sum that is minimised.
    ///   - changed: Sets of features, of each of which at least one stays as it is.
    ///   - time: What the proof may take.
    package func verdict(claim: Double, without changed: [[Int]] = [], time: Duration) -> Verdict {
        switch structure {
        case .trees(var problem, _, _):
            problem.rules.clauses += changed.map { $0.map { problem.axes[$0].staying(on: $0) } }
            var proof = PlainProof(problem, claim: claim, time: time)
            switch proof.verdict() {
            case .confirmed: return .confirmed
            case .open: return .open
            case .refuted(let point): return .refuted(problem.values(of: point))
            }
        case .layers(var problem):
            problem.clauses += changed.map { $0.map { problem.axes[$0].staying(on: $0) } }
            var proof = NetworkPlainProof(problem, claim: claim, time: time)
            switch proof.verdict() {
            case .confirmed: return .confirmed
            case .open: return .open
            case .refuted(let point): return .refuted(problem.values(of: point))
            }
        }
    }

    /// For each changed feature, by position, the values that do as well as an answer's; `nil` for values that the
    /// search does not choose among.
    ///
    /// - Parameter time: From then on nothing is widened any more.
    package func region(around values: [Value], time: Duration) -> [Int: Extent]? {
        let deadline = Deadline(after: time)
        switch structure {
        case .trees(_, let problem, let builders):
            let point = zip(problem.axes, values).map { axis, value in
                axis.choices.firstIndex { $0.value == value }
            }
            guard let point = point.complete else { return nil }
            return ProvedRegion(around: point, in: problem) { builders[$0].span(of: $1) }
                .extents(until: deadline)
        case .layers(let problem):
            guard let pieces = zip(problem.axes, values).map({ $0.piece(of: $1) }).complete else { return nil }
            let numbers = zip(problem.axes, zip(pieces, values)).map { axis, own in
                axis.isRange(own.0) ? own.1.number ?? 0 : 0
            }
            return NetworkExtents(around: NetworkPoint(pieces: pieces, numbers: numbers), in: problem).extents(
                until: deadline)
        }
    }
}

extension ChoiceAxis {
    /// The rule that a feature stays as it is.
    fileprivate func staying(on axis: Int) -> ChoiceRules.Literal {
        ChoiceRules.Literal(axis: axis, choices: CellSet([factual], count: choices.count))
    }
}

extension NetworkAxis {
    /// The rule that a feature stays as it is.
    fileprivate func staying(on axis: Int) -> ChoiceRules.Literal {
        ChoiceRules.Literal(axis: axis, choices: CellSet([factual], count: pieces.count))
    }

    fileprivate func isRange(_ piece: Int) -> Bool {
        if case .numbers = pieces[piece] { true } else { false }
    }

    /// The piece that a value belongs to, the one of no change first.
    fileprivate func piece(of value: Value) -> Int? {
        ([factual] + Array(pieces.indices)).first { piece in
            switch pieces[piece] {
            case .value(let own, _): own == value
            case .numbers(let range, _): value.number.map(range.contains) ?? false
            }
        }
    }
}

extension [Int?] {
    /// All elements; `nil` where one is.
    fileprivate var complete: [Int]? { contains(nil) ? nil : compactMap(\.self) }
}
