/// A candidate: what was found about it, and how good that is.
package struct Individual<Outcome: Sendable>: Sendable {
    package let genome: Genome
    package let outcome: Outcome
    package let fitness: Fitness

    package init(genome: Genome, outcome: Outcome, fitness: Fitness) {
        self.genome = genome
        self.outcome = outcome
        self.fitness = fitness
    }
}
