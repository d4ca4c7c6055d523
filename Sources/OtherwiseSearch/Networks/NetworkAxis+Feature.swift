import OtherwiseCore
import OtherwiseModels

extension NetworkAxis {
    /// What a feature of the queried row may become within its limits.
    ///
    /// - Parameters:
    ///   - breakpoints: Where a rule tells numbers apart: the last number of one kind.
    ///   - isWhole: Whether the model reads whole numbers.
    init(_ position: Int, of query: Query, term: FeatureNetwork.Term, breakpoints: [Double], isWhole: Bool) {
        let feature = query.factual.schema.features[position]
        let factual = query.factual.values[position]
        var axis = NetworkAxis(pieces: [.value(factual, cost: 0)], factual: 0)
        if case .numeric(_, let step) = feature.domain { axis.grid = (step ?? (isWhole ? 1 : nil)).map(Grid.init) }
        let candidates =
            term.number == nil ? Array(term.listed.keys) : feature.domain.categories.map { Value.category($0) }
        for value in candidates.sorted(by: { $0.sortKey < $1.sortKey }) where value != factual && value != .missing {
            guard feature.permits(value, from: factual) else { continue }
            axis.pieces.append(
                .value(value, cost: query.measure.price(of: position, from: factual, to: value)))
        }
        if factual != .missing, feature.allowsMissing, feature.mutability == .free, term.listed[.missing] != nil {
            axis.pieces.append(
                .value(.missing, cost: query.measure.price(of: position, from: factual, to: .missing)))
        }
        if term.number != nil, feature.mutability != .immutable, let range = query.reach(of: position) {
            axis.addNumbers(in: range, breakpoints: breakpoints, from: factual.number, at: query.price(of: position))
        }
        self = axis
    }

    /// Cuts a range at the breakpoints and around the factual, which has a piece of its own.
    private mutating func addNumbers(
        in range: ClosedRange<Double>, breakpoints: [Double], from factual: Double?, at price: NumberPrice
    ) {
        let ends = breakpoints + (factual.map { [$0.nextDown, $0] } ?? [])
        let cuts = Set(ends.filter { $0 >= range.lowerBound && $0 < range.upperBound }).sorted()
        var low = range.lowerBound
        for high in cuts + [range.upperBound] {
            if let numbers = numbers(from: low, to: high), factual.map({ numbers != $0...$0 }) ?? true {
                pieces.append(.numbers(numbers, price))
            }
            low = high.nextUp
        }
    }
}

extension Query {
    fileprivate func price(of position: Int) -> NumberPrice {
        let cost = measure.cost
        guard let origin = factual.values[position].number else {
            let flat = measure.price(of: position, from: factual.values[position], to: .number(0))
            return NumberPrice(jump: flat)
        }
        let unit = measure.units[position]
        return NumberPrice(
            origin: origin, jump: cost.l0 + measure.priority, linear: cost.l1 * unit,
            squared: cost.squared * unit * unit)
    }

    /// The least cost of what the search leaves out where a range has no end; infinite where all have both.
    var costBeyondReach: Double {
        factual.schema.features.indices.reduce(.infinity) { least, position in
            let feature = factual.schema.features[position]
            guard case .numeric(let range, _) = feature.domain, feature.mutability != .immutable,
                let reach = reach(of: position)
            else { return least }
            let ends = [
                range.lowerBound.isFinite || feature.mutability == .increaseOnly ? nil : reach.lowerBound,
                range.upperBound.isFinite || feature.mutability == .decreaseOnly ? nil : reach.upperBound,
            ]
            return ends.compactMap { $0.map(price(of: position).callAsFunction) }.reduce(least, min)
        }
    }

    /// The numbers that a feature's range and direction leave, an open range a thousand times as wide as the data;
    /// `nil` for none.
    fileprivate func reach(of position: Int) -> ClosedRange<Double>? {
        let feature = factual.schema.features[position]
        guard case .numeric(let range, _) = feature.domain else { return nil }
        let (old, seen) = (factual.values[position].number, statistics[feature.name])
        let known = [old, seen?.minimum, seen?.maximum].compactMap { $0 }
        let (least, most) = (known.min() ?? 0, known.max() ?? 0)
        let margin = 1000 * max(most - least, 1)
        var low = range.lowerBound.isFinite ? range.lowerBound : min(least - margin, range.upperBound)
        var high = range.upperBound.isFinite ? range.upperBound : max(most + margin, range.lowerBound)
        if let old, feature.mutability == .increaseOnly { low = max(low, old) }
        if let old, feature.mutability == .decreaseOnly { high = min(high, old) }
        return low <= high ? low...high : nil
    }
}

extension Value {
    /// An order that does not depend on that of a dictionary.
    fileprivate var sortKey: String {
        if let number { return "\(number < 0 ? 0 : 1)\(Float(number).bitPattern)" }
        return "2\(description)"
    }
}
