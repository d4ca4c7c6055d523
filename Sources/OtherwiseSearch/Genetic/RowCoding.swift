package import OtherwiseCore

/// Rows of a schema as genomes: numbers as they are, categories by their places, NaN for what is missing.
package struct RowCoding: Sendable {
    package let schema: Schema
    /// What may become of each feature, seen from the row that is changed.
    package let genes: [Gene]
    private let codes: [[String: Double]]

    /// - Parameter statistics: Where numbers lie whose range the schema leaves open.
    package init(schema: Schema, factual: [Value], statistics: [String: FeatureStatistics] = [:]) {
        self.schema = schema
        let codes = schema.features.map { feature in
            Dictionary(uniqueKeysWithValues: feature.domain.categories.enumerated().map { ($1, Double($0)) })
        }
        self.codes = codes
        genes = schema.features.enumerated().map { position, feature in
            let code = Self.code(of: factual[position], codes[position])
            return Gene(feature, from: code, statistics: statistics[feature.name])
        }
    }

    package func genome(of values: [Value]) -> Genome {
        values.enumerated().map { Self.code(of: $1, codes[$0]) }
    }

    private static func code(of value: Value, _ codes: [String: Double]) -> Double {
        switch value {
        case .number(let number): number
        case .category(let category): codes[category] ?? .nan
        case .missing: .nan
        }
    }

    package func values(of genome: Genome) -> [Value] {
        genome.enumerated().map { position, code in
            if code.isNaN { return .missing }
            let categories = schema.features[position].domain.categories
            return categories.isEmpty ? .number(code) : .category(categories[Int(code)])
        }
    }

    /// The rows of some genomes, in order.
    package func table(of genomes: [Genome]) throws(RowError) -> Table {
        let columns = schema.features.enumerated().map { position, feature in
            let column = genomes.map { $0[position] }
            guard case .categorical(let categories, _) = feature.domain else {
                return Column(name: feature.name, storage: .numbers(column))
            }
            let codes = column.map { $0.isNaN ? Int32(-1) : Int32($0) }
            return Column(name: feature.name, storage: .categories(codes: codes, levels: categories))
        }
        return try Table(columns: columns, count: genomes.count)
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

    /// Numbers in a range; `nil` where no multiple of the step lies in it.
    private init?(from lowest: Double, to highest: Double, step: Double?) {
        self = .real(lowest...highest)
        guard let step else { return }
        let (first, last) = ((lowest / step).rounded(.up), (highest / step).rounded(.down))
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
