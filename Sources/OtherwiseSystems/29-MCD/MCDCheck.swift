/// Shows that a search with genes put back finds sparse and diverse designs that keep every target, and that they can
/// be chosen anew at no cost; in two dimensions, on mixed types with the exact answer known, and on a table of designs.
struct MCDCheck: Check {
    let claim =
        "Putting genes back makes sparse candidates; sampling is diverse, follows preferences and asks the evaluator nothing; fewest changes are exact."
    let itemFormat: String? = DesignItems.format

    /// How long the searches are; the paper's tutorials take 100 for both.
    var population = 100
    var generations = 100

    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings {
        let table = try items.map(DesignItems.init) ?? DesignItems.own()
        let seeds = Self.seeds(3, from: seed)
        var findings = try await FiveRegions(population: population, generations: generations).findings(seeds)
        findings += try await MixedDesigns(population: population, generations: generations).findings(seeds)
        findings += try await table.findings(seeds, population: population, generations: generations)
        return findings
    }
}
