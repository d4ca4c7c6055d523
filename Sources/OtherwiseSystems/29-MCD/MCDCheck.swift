/// Shows that a search with genes put back finds sparse and diverse designs that keep every target, and that they can
/// be chosen anew at no cost; in two dimensions, on mixed types with the exact answer known, and on a table of designs.
///
/// What one search finds varies: the paper's implementation, decode-mcd 1.0.0rc1, made 9 to 39 % of its pool sparse in
/// two dimensions over 10 seeds, and 6 to 33 % over 8 queries of the table, so that shares and regions are judged by
/// the median of several searches. With no genes put back 2 of its 30 searches reached 0.5 %: the query is among the
/// founders, and a copy of one of its genes may survive.
struct MCDCheck: Check {
    let claim =
        "Putting genes back makes sparse candidates; sampling is diverse, follows preferences and asks the evaluator nothing; fewest changes are exact."
    let itemFormat: String? = DesignItems.format

    /// How long the searches are; the paper's tutorials take 100 for both.
    var population = 100
    var generations = 100
    /// How many searches the medians are of.
    var repetitions = 5

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        let table = try items.map(DesignItems.init) ?? DesignItems.own()
        let seeds = Self.seeds(repetitions, from: seed)
        var findings = try await FiveRegions(population: population, generations: generations).findings(seeds)
        findings += try await MixedDesigns(population: population, generations: generations).findings(seeds)
        findings += try await table.findings(seeds, population: population, generations: generations)
        return findings
    }
}
