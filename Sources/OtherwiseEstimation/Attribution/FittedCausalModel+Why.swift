public import OtherwiseCausal
public import OtherwiseCore

extension FittedCausalModel {
    /// Why a number of a row is as unusual as it is, by mechanisms learnt from the table that the row is from.
    ///
    /// - Parameters:
    ///   - document: Variables of it that the table lacks count as hidden.
    ///   - unit: The row's values.
    ///   - options: Of which mechanisms are fitted, and the seed; none are drawn besides.
    /// - Throws: `QuestionError` for a question of another kind, and what fitting throws.
    public static func whyUnusual(
        _ question: CausalQuestion, graph document: GraphDocument, _ table: Table, row unit: [String: Value],
        options: FittingOptions = FittingOptions(draws: 0)
    ) throws -> CausalAnswer {
        guard case .whyUnusual(let name, _) = question else { throw question.isNotWhy }
        let graph = try causes(of: name, in: document, table)
        let model = try FittedCausalModel(graph, fittedTo: table, options: options.withoutDraws)
        let found = try model.attributeOutlier(of: unit, on: name, seed: options.seed)
        return CausalAnswer(
            question, .contributions(found.contributions, total: found.total),
            method:
                "Shapley values, in nats, of the noise of each mechanism in −log P(\(name) as far from its median or farther)\(model.restriction(options).map { ", mechanisms \($0)" } ?? ""), seed \(options.seed) (Budhathoki et al. 2022)",
            assumptions: assumptions, cautions: document.cautions)
    }

    /// What made the mean of a number change from one table to another, by mechanisms learnt from each.
    ///
    /// - Parameter options: Of which mechanisms are fitted, and the seed; none are drawn besides.
    /// - Throws: `QuestionError` for a question of another kind, and what fitting throws.
    public static func whyChanged(
        _ question: CausalQuestion, graph document: GraphDocument, from before: Table, to after: Table,
        options: FittingOptions = FittingOptions(draws: 0)
    ) throws -> CausalAnswer {
        guard case .whyChanged(let name) = question else { throw question.isNotWhy }
        let graph = try causes(of: name, in: document, before)
        let (found, models) = try attributedChange(
            of: name, in: graph, from: before, to: after, options: options.withoutDraws)
        let forms = models.compactMap { $0.restriction(options) }
        let taken = forms.first.map {
            Set(forms).count == 1 ? ", \($0)" : ", before \(forms.joined(separator: "; after "))"
        }
        return CausalAnswer(
            question, .contributions(found.contributions, total: found.total),
            method:
                "Shapley values of putting each mechanism of after in the place of that of before, in the unit of \(name); mechanisms fitted to \(before.count) and \(after.count) rows\(taken ?? ""), seed \(options.seed) (Budhathoki et al. 2021)",
            assumptions: assumptions, cautions: document.cautions)
    }

    private static var assumptions: [String] {
        [
            "Every arrow that is missing from the graph is missing in the world, and nothing hidden causes two variables.",
            "Mechanisms are independent of each other: what changes one leaves the others as they are.",
        ]
    }

    /// The part of the graph that leads to a variable.
    private static func causes(of name: String, in document: GraphDocument, _ table: Table) throws -> CausalGraph {
        guard table[name] != nil else {
            throw EstimationError.unknownColumn(name, columns: table.columns.map(\.name))
        }
        let graph = try document.observed(in: table)
        return try graph.subgraph(on: graph.ancestors(of: [name]))
    }
}

extension FittingOptions {
    /// The same for what needs no intervals.
    fileprivate var withoutDraws: FittingOptions {
        var options = self
        options.draws = 0
        return options
    }
}

extension CausalQuestion {
    fileprivate var isNotWhy: QuestionError {
        QuestionError(
            .unsupported, "'\(self)' asks not why", hint: "Ask 'why is y unusual for row 0' or 'why did y change'")
    }
}
