package import OtherwiseNumerics

/// Puts genes of children back to what they are in the query, so that candidates that change few of them are met at
/// all (Regenwetter, Abu Obaideh and Ahmed 2023).
///
/// Crossover and mutation of numbers never hit a value exactly; without this the search finds no change that leaves
/// a number as it was. A share is drawn once for all children of a batch, then every gene is put back with it.
package struct RevertRepair: Sendable, Hashable {
    /// What genes are put back to.
    package let query: Genome
    /// The share; Beta(0.2, 0.5) in the paper's implementation.
    package var share = BetaDistribution(alpha: 0.2, beta: 0.5)

    package init(to query: Genome) { self.query = query }

    /// A gene whose value in the query is not allowed stays as it is.
    func repair(_ genomes: inout [Genome], genes: [Gene], using generator: inout SeededGenerator) {
        let probability = share.sample(using: &generator)
        let positions = genes.indices.filter { genes[$0].allows(query[$0]) }
        for index in genomes.indices {
            for position in positions where Double.random(in: 0..<1, using: &generator) < probability {
                genomes[index][position] = query[position]
            }
        }
    }
}
