package import OtherwiseCore

/// Rows of a schema as genomes: numbers as they are, categories by their places, one-hot groups as one gene by the place
/// of the member that is 1, NaN for what is missing.
package struct RowCoding: Sendable {
    package let schema: Schema
    /// What may become of each part, seen from the row that is changed.
    package let genes: [Gene]
    /// The positions of the features that each gene sets: one, or those of a one-hot group.
    private let parts: [[Int]]
    private let codes: [[String: Double]]
    /// The categories of each feature by their places; empty for numbers.
    private let levels: [[Value]]

    /// - Parameter statistics: Where numbers lie whose range the schema leaves open.
    package init(schema: Schema, factual: [Value], statistics: [String: FeatureStatistics] = [:]) {
        self.schema = schema
        let codes = schema.features.map { feature in
            Dictionary(uniqueKeysWithValues: feature.domain.categories.enumerated().map { ($1, Double($0)) })
        }
        let parts = schema.movingTogether
        (self.codes, self.parts) = (codes, parts)
        levels = schema.features.map { $0.domain.categories.map(Value.category) }
        genes = parts.map { part in
            let code = Self.code(of: part, factual, codes)
            guard part.count == 1, let feature = part.first.map({ schema.features[$0] }) else {
                return Gene(group: part, of: schema, factual, from: code)
            }
            return Gene(feature, from: code, statistics: statistics[feature.name])
        }
    }

    package func genome(of values: [Value]) -> Genome { parts.map { Self.code(of: $0, values, codes) } }

    private static func code(of part: [Int], _ values: [Value], _ codes: [[String: Double]]) -> Double {
        guard part.count == 1, let position = part.first else {
            let ones = part.indices.filter { values[part[$0]] == .number(1) }
            return ones.count == 1 ? Double(ones[0]) : .nan
        }
        return switch values[position] {
        case .number(let number): number
        case .category(let category): codes[position][category] ?? .nan
        case .missing: .nan
        }
    }

    package func values(of genome: Genome) -> [Value] {
        var values = [Value](repeating: .missing, count: levels.count)
        forEachCode(of: genome) { position, code in
            values[position] = levels[position].isEmpty ? .number(code) : levels[position][Int(code)]
        }
        return values
    }

    /// The point of a genome, the same as that of its values.
    func point(of genome: Genome, in space: MixedSpace) -> Point {
        var point = space.missingPoint
        forEachCode(of: genome) { position, code in
            point[position / 4][position % 4] = space.coordinate(ofCode: code, at: position)
        }
        return point
    }

    /// The position and the code of every feature that is not missing; the members of a one-hot group are 0 or 1.
    private func forEachCode(of genome: Genome, _ body: (Int, Double) -> Void) {
        for (part, code) in zip(parts, genome) where !code.isNaN {
            guard part.count > 1 else {
                body(part[0], code)
                continue
            }
            for (member, position) in part.enumerated() { body(position, Double(member) == code ? 1 : 0) }
        }
    }

    /// The rows of some genomes, in order.
    package func table(of genomes: [Genome]) throws(RowError) -> Table {
        var columns = schema.features.map { Column(name: $0.name, storage: .numbers([])) }
        for (place, part) in parts.enumerated() {
            let codes = genomes.map { $0[place] }
            for (member, position) in part.enumerated() {
                let own = part.count == 1 ? codes : codes.map { $0.isNaN ? .nan : $0 == Double(member) ? 1 : 0 }
                columns[position] = column(of: schema.features[position], own)
            }
        }
        return try Table(columns: columns, count: genomes.count)
    }

    private func column(of feature: Feature, _ codes: [Double]) -> Column {
        guard case .categorical(let categories, _) = feature.domain else {
            return Column(name: feature.name, storage: .numbers(codes))
        }
        let places = codes.map { $0.isNaN ? Int32(-1) : Int32($0) }
        return Column(name: feature.name, storage: .categories(codes: places, levels: categories))
    }
}

extension Gene {
    /// What may become of a feature that is coded as `factual` now.
    init(_ feature: Feature, from factual: Double, statistics: FeatureStatistics?) {
        self = .fixed(factual)
        guard feature.mutability != .immutable else { return }
        switch feature.domain {
        case .categorical(let categories, _):
            let allowed = categories.indices.map(Double.init).filter { feature.mutability.allows($0, from: factual) }
            if !allowed.isEmpty { self = .choice(allowed) }
        case .numeric(let range, let step):
            let low = range.lowerBound.isFinite ? range.lowerBound : min(statistics?.minimum ?? factual, factual)
            let high = range.upperBound.isFinite ? range.upperBound : max(statistics?.maximum ?? factual, factual)
            let lowest = feature.mutability == .increaseOnly && !factual.isNaN ? max(low, factual) : low
            let highest = feature.mutability == .decreaseOnly && !factual.isNaN ? min(high, factual) : high
            if lowest <= highest { self = Gene(from: lowest, to: highest, step: step) ?? self }
        }
    }

    /// What may become of a one-hot group whose member `code` is 1 now.
    fileprivate init(group: [Int], of schema: Schema, _ factual: [Value], from code: Double) {
        let allowed = group.indices.filter { member in
            group.indices.allSatisfy {
                schema.features[group[$0]].permits(.number($0 == member ? 1 : 0), from: factual[group[$0]])
            }
        }
        self = allowed.isEmpty ? .fixed(code) : .choice(allowed.map(Double.init))
    }

    /// Numbers in a range; `nil` where no multiple of the step lies in it.
    private init?(from lowest: Double, to highest: Double, step: Double?) {
        self = .real(lowest...highest)
        guard let step else { return }
        let grid = Grid(step: step)
        let (first, last) = (grid.number(atLeast: lowest), grid.number(atMost: highest))
        guard let first = Int(exactly: first), let last = Int(exactly: last) else { return }
        guard first <= last else { return nil }
        self = .grid(step: step, first...last)
    }
}

extension Mutability {
    /// Whether a code may become another; a missing one any, where changes are free.
    fileprivate func allows(_ new: Double, from old: Double) -> Bool {
        switch self {
        case .free: true
        case .immutable: new == old
        case .increaseOnly: new >= old
        case .decreaseOnly: new <= old
        }
    }
}
