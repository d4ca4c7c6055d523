import Foundation
import OtherwiseNumerics

/// Makes children: simulated binary crossover and polynomial mutation for numbers, uniform crossover and reset for
/// choices.
///
/// As the paper's implementation does it (pymoo's `MixedVariableMating`), numbers in ranges, numbers on grids and
/// choices are crossed and mutated by themselves, so that two parents may exchange the ones and keep the others. It
/// treats every choice apart, however, and so resets each in half of all children; here they are one kind.
package struct Variation: Sendable, Hashable, Codable {
    /// How often two parents are crossed at all, in each kind of gene.
    package var crossoverProbability = 0.9
    /// How near children stay to their parents: the greater, the nearer (η of Deb and Agrawal 1995).
    package var crossoverIndex = 15.0
    /// How often the numbers of a child are mutated at all, in each kind of gene.
    package var mutationProbability = 0.9
    /// How near mutations stay: the greater, the nearer (Deb and Goyal 1996).
    package var mutationIndex = 20.0

    package init() {}

    /// Two children of each two parents.
    func children(
        of parents: [(Genome, Genome)], genes: [Gene], using generator: inout SeededGenerator
    ) -> [Genome] {
        let kinds = Self.kinds(of: genes)
        return parents.flatMap { mother, father in
            var (one, other) = (mother, father)
            for kind in kinds {
                cross(&one, &other, at: kind, genes, using: &generator)
                mutate(&one, at: kind, genes, using: &generator)
                mutate(&other, at: kind, genes, using: &generator)
            }
            return [one, other]
        }
    }

    /// The positions of numbers in ranges, of those on grids, and of choices; what is fixed is in none.
    private static func kinds(of genes: [Gene]) -> [[Int]] {
        var (ranges, grids, choices): ([Int], [Int], [Int]) = ([], [], [])
        for (position, gene) in genes.enumerated() {
            switch gene {
            case .real: ranges.append(position)
            case .grid: grids.append(position)
            case .choice: choices.append(position)
            case .fixed: break
            }
        }
        return [ranges, grids, choices].filter { !$0.isEmpty }
    }
}

// MARK: Crossover

extension Variation {
    private func cross(
        _ one: inout Genome, _ other: inout Genome, at positions: [Int], _ genes: [Gene],
        using generator: inout SeededGenerator
    ) {
        guard Double.random(in: 0..<1, using: &generator) < crossoverProbability else { return }
        for position in positions where Bool.random(using: &generator) {
            let pair = crossed(one[position], other[position], genes[position], using: &generator)
            (one[position], other[position]) = pair
        }
    }

    private func crossed(
        _ one: Double, _ other: Double, _ gene: Gene, using generator: inout SeededGenerator
    ) -> (Double, Double) {
        guard let reach = gene.reach, one != other, !one.isNaN, !other.isNaN else { return (other, one) }
        let (low, high) = (min(one, other), max(one, other))
        let share = Double.random(in: 0..<1, using: &generator)
        let (middle, half) = ((low + high) / 2, (high - low) / 2)
        let down = spread(share, room: (low - reach.lowerBound) / half)
        let up = spread(share, room: (reach.upperBound - high) / half)
        let (lower, upper) = (gene.snapped(middle - down * half), gene.snapped(middle + up * half))
        return Bool.random(using: &generator) ? (lower, upper) : (upper, lower)
    }

    /// How far a child lies from the middle of its parents, in halves of their distance; β of the bounded form (Deb
    /// et al. 2002) for a uniform `share` of probability and the `room` beyond the parent, in the same unit.
    private func spread(_ share: Double, room: Double) -> Double {
        let power = crossoverIndex + 1
        let alpha = 2 - pow(1 + max(room, 0), -power)
        let scaled = share * alpha
        return pow(scaled <= 1 ? scaled : 1 / (2 - scaled), 1 / power)
    }
}

// MARK: Mutation

extension Variation {
    /// Every gene changes with a probability of one in the number of its kind, but of no more than a half.
    private func mutate(
        _ genome: inout Genome, at positions: [Int], _ genes: [Gene], using generator: inout SeededGenerator
    ) {
        if genes[positions[0]].reach != nil {
            guard Double.random(in: 0..<1, using: &generator) < mutationProbability else { return }
        }
        let probability = min(0.5, 1 / Double(positions.count))
        for position in positions where Double.random(in: 0..<1, using: &generator) < probability {
            genome[position] = mutated(genome[position], genes[position], using: &generator)
        }
    }

    private func mutated(_ value: Double, _ gene: Gene, using generator: inout SeededGenerator) -> Double {
        guard let reach = gene.reach, !value.isNaN else { return gene.sample(using: &generator) }
        let width = reach.upperBound - reach.lowerBound
        guard width > 0 else { return value }
        let share = Double.random(in: 0..<1, using: &generator)
        let power = mutationIndex + 1
        let isDown = share < 0.5
        let room = (isDown ? reach.upperBound - value : value - reach.lowerBound) / width
        let tail = isDown ? share : 1 - share
        let step = 1 - pow(2 * tail + (1 - 2 * tail) * pow(min(max(room, 0), 1), power), 1 / power)
        return gene.snapped(value + (isDown ? -step : step) * width)
    }
}
