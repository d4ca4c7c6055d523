/// Sums a product of tables over all variables but a few, one variable after the other (Zhang and Poole 1994).
enum VariableElimination {
    /// The largest table that is made: 512 MB of numbers.
    static let sizeLimit = 1 << 26

    /// The product of `factors` at the evidence, summed over all variables that are not kept.
    ///
    /// - Complexity: Exponential in the width of the greedy order that keeps each new table smallest.
    static func sum(
        _ factors: [Factor], keeping kept: Set<Int>, evidence: [Int: Int] = [:]
    ) throws(CausalModelError) -> Factor {
        var tables = evidence.isEmpty ? factors : factors.map { $0.reduced(by: evidence) }
        var sizes: [Int: Int] = [:]
        for table in tables {
            for (variable, size) in zip(table.variables, table.cardinalities) { sizes[variable] = size }
        }
        var waiting = sizes.keys.filter { !kept.contains($0) }.sorted()
        while let place = try cheapest(waiting, tables, sizes) {
            let variable = waiting.remove(at: place)
            let involved = tables.filter { $0.variables.contains(variable) }
            tables.removeAll { $0.variables.contains(variable) }
            let product = product(of: involved)
            tables.append(product.marginal(keeping: Set(product.variables).subtracting([variable])))
        }
        return product(of: tables)
    }

    /// Smallest tables first, so that intermediate products stay small.
    private static func product(of factors: [Factor]) -> Factor {
        factors.sorted { $0.values.count < $1.values.count }.reduce(.one) { $0.multiplied(by: $1) }
    }

    /// The place of the variable whose elimination makes the smallest table.
    private static func cheapest(
        _ waiting: [Int], _ tables: [Factor], _ sizes: [Int: Int]
    ) throws(CausalModelError) -> Int? {
        var best: (place: Int, cost: Double)?
        for (place, variable) in waiting.enumerated() {
            var neighbours: Set<Int> = []
            for table in tables where table.variables.contains(variable) { neighbours.formUnion(table.variables) }
            let cost = neighbours.reduce(1.0) { $0 * Double(sizes[$1] ?? 1) }
            if cost < best?.cost ?? .infinity { best = (place, cost) }
        }
        if let best, best.cost > Double(sizeLimit) {
            throw .tooLarge("The smallest table that answers this", count: best.cost, limit: sizeLimit)
        }
        return best?.place
    }
}
