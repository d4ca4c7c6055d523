/// The features of a table, in order, with the constraints between them.
///
/// Features are looked up by name; the order is that of the columns.
public struct Schema: Sendable, Hashable {
    /// In the order of the columns.
    public let features: [Feature]
    /// What must hold between the features of a counterfactual.
    public let constraints: [Constraint]
    /// The positions of the features of each one-hot group.
    package let oneHotGroups: [[Int]]
    private let positions: [String: Int]

    /// - Throws: `SchemaError` for a name given twice, an empty domain, an unknown feature in a constraint,
    ///   a weight that is not a number from 0 to a billion, or a one-hot group of other than features of 0 and 1.
    public init(features: [Feature], constraints: [Constraint] = []) throws(SchemaError) {
        var positions: [String: Int] = [:]
        for (position, feature) in features.enumerated() {
            guard positions.updateValue(position, forKey: feature.name) == nil else { throw .duplicate(feature.name) }
            try feature.validate()
        }
        self.features = features
        self.constraints = constraints
        self.positions = positions
        oneHotGroups = constraints.compactMap { constraint in
            if case .oneHot(let names) = constraint { names.compactMap { positions[$0] } } else { nil }
        }
        for constraint in constraints { try constraint.validate(in: self) }
        try validateGroups()
    }

    /// The position of the feature called `name`.
    public func position(of name: String) -> Int? { positions[name] }

    /// The feature called `name`.
    public subscript(name: String) -> Feature? { positions[name].map { features[$0] } }

    /// The positions of features that change together, in order: those of a one-hot group, and every other alone.
    package var movingTogether: [[Int]] {
        let followers = Set(oneHotGroups.flatMap { $0.sorted().dropFirst() })
        let groups = Dictionary(uniqueKeysWithValues: oneHotGroups.map { ($0.min() ?? 0, $0.sorted()) })
        return features.indices.filter { !followers.contains($0) }.map { groups[$0] ?? [$0] }
    }

    /// The same constraints on edited features.
    public func with(features: [Feature]) throws(SchemaError) -> Schema {
        try Schema(features: features, constraints: constraints)
    }
}

extension Feature {
    /// - Throws: `SchemaError` for an empty domain, and for a step, weight or scale that is no number to reckon with.
    package func validate() throws(SchemaError) {
        for price in [weight, missingCost] where !(0...1e9 ~= price) { throw .badWeight(name, price) }
        if let scale, !(.leastScale ... .largestFeature ~= scale) { throw .badScale(name, scale) }
        switch domain {
        case .numeric(let range, let step): try validate(range, step: step)
        case .categorical(let categories, _) where categories.isEmpty: throw .noCategories(name)
        case .categorical(let categories, _) where Set(categories).count < categories.count:
            throw .repeatedCategory(name)
        case .categorical(_, false) where mutability == .increaseOnly || mutability == .decreaseOnly:
            throw .unorderedDirection(name, mutability)
        default: break
        }
    }

    private func validate(_ range: ClosedRange<Double>, step: Double?) throws(SchemaError) {
        let ends = [range.lowerBound, range.upperBound].filter(\.isFinite).map(abs)
        guard range.lowerBound < .infinity, range.upperBound > -.infinity, ends.allSatisfy({ $0 <= .largestFeature })
        else { throw .badRange(name, range) }
        guard let step else { return }
        guard step.isFinite, step > 0 else { throw .badStep(name, step) }
        let grid = Grid(step: step)
        guard grid.resolves(ends.max() ?? 0) else { throw .fineStep(name, step) }
        guard grid.number(atLeast: range.lowerBound) <= grid.number(atMost: range.upperBound) else {
            throw .emptyGrid(name, range, step: step)
        }
    }
}

extension Double {
    /// The largest number that a feature may be: the largest of single precision, in which models compute.
    package static let largestFeature = Double(Float.greatestFiniteMagnitude)

    /// The least change that may count as one, so that no cost overflows.
    package static let leastScale = Double(Float.leastNormalMagnitude)

    /// The decimal number that a text says; `nil` for other text, and for a number that no feature may be.
    package init?(feature text: String) {
        let isDecimal = !text.contains { $0 == "x" || $0 == "X" }
        guard isDecimal, let number = Double(text), abs(number) <= .largestFeature else { return nil }
        self = number
    }
}
