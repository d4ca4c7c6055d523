/// The features of a table, in order, with the constraints between them.
///
/// Features are looked up by name; the order is that of the columns.
public struct Schema: Sendable, Hashable {
    public let features: [Feature]
    public let constraints: [Constraint]
    private let positions: [String: Int]

    /// - Throws: `SchemaError` for a name given twice, an empty domain, an unknown feature in a constraint,
    ///   or a weight that is not a finite number of at least 0.
    public init(features: [Feature], constraints: [Constraint] = []) throws(SchemaError) {
        var positions: [String: Int] = [:]
        for (position, feature) in features.enumerated() {
            guard positions.updateValue(position, forKey: feature.name) == nil else { throw .duplicate(feature.name) }
            try feature.validate()
        }
        self.features = features
        self.constraints = constraints
        self.positions = positions
        for constraint in constraints { try constraint.validate(in: self) }
    }

    /// The position of the feature called `name`.
    public func position(of name: String) -> Int? { positions[name] }

    /// The feature called `name`.
    public subscript(name: String) -> Feature? { positions[name].map { features[$0] } }

    /// The same constraints on edited features.
    public func with(features: [Feature]) throws(SchemaError) -> Schema {
        try Schema(features: features, constraints: constraints)
    }
}

extension Feature {
    fileprivate func validate() throws(SchemaError) {
        guard weight.isFinite, weight >= 0, missingCost.isFinite, missingCost >= 0 else {
            throw .badWeight(name, weight)
        }
        if let scale, !(scale.isFinite && scale > 0) { throw .badScale(name, scale) }
        switch domain {
        case .numeric(_, let step?) where !(step.isFinite && step > 0): throw .badStep(name, step)
        case .categorical(let categories, _) where categories.isEmpty: throw .noCategories(name)
        case .categorical(let categories, _) where Set(categories).count < categories.count:
            throw .repeatedCategory(name)
        case .categorical(_, false) where mutability == .increaseOnly || mutability == .decreaseOnly:
            throw .unorderedDirection(name, mutability)
        default: break
        }
    }
}
