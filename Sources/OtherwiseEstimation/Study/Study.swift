import OtherwiseNumerics

/// What was observed of some units: how each was treated, what came of it, and what else is known of it.
///
/// ```swift
/// let study = try Study(
///     treatment: treat, outcome: earnings, covariates: [Regressor("age", age), Regressor("school", school)])
/// let effect = try study.estimate(.doublyRobust).value
/// ```
public struct Study: Sendable, Hashable {
    /// 0 and 1 for a binary treatment, any numbers otherwise.
    public let treatment: [Double]
    /// Whether the treatment's numbers stand for levels: 1 is compared with 0, and units of other levels had neither.
    public let hasLevels: Bool
    /// What the treatment may have an effect on.
    public let outcome: [Double]
    /// What is adjusted for.
    public let covariates: [Regressor]
    /// What moves the treatment and nothing else.
    public let instruments: [Regressor]
    /// What the whole effect passes through.
    public let mediators: [Regressor]
    /// An intercept and the standardized covariates, constant ones left out.
    let design: Matrix

    /// - Parameter hasLevels: Whether the treatment's numbers stand for levels, of which 1 is compared with 0.
    /// - Throws: `EstimationError` for lengths that differ, numbers that are not finite, a treatment that is the same
    ///   for all, or fewer rows than regressors allow.
    public init(
        treatment: [Double], outcome: [Double], covariates: [Regressor] = [], instruments: [Regressor] = [],
        mediators: [Regressor] = [], hasLevels: Bool = false
    ) throws(EstimationError) {
        let columns =
            [Regressor("treatment", treatment), Regressor("outcome", outcome)] + covariates + instruments + mediators
        for column in columns {
            guard column.values.count == outcome.count else {
                throw .unusable(
                    column: column.name, problem: "has \(column.values.count) rows, the outcome \(outcome.count)",
                    hint: "Give one value for each unit")
            }
            guard column.values.allSatisfy(\.isFinite) else {
                throw .unusable(
                    column: column.name, problem: "is not a finite number everywhere", hint: "Leave such rows out")
            }
        }
        guard let first = treatment.first, treatment.contains(where: { $0 != first }) else {
            throw .unusable(
                column: "treatment", problem: "is the same for all units", hint: "An effect compares two of its values")
        }
        let regressors = covariates.compactMap(\.standardized)
        let needed = 2 * (regressors.count + 2)
        guard outcome.count >= needed else { throw .tooFewRows(outcome.count, needed: needed) }
        (self.treatment, self.outcome, self.covariates) = (treatment, outcome, covariates)
        (self.instruments, self.mediators, self.hasLevels) = (instruments, mediators, hasLevels)
        design = Matrix(
            columns: [[Double](repeating: 1, count: outcome.count)] + regressors, rows: outcome.count)
    }

    /// The number of units.
    public var count: Int { outcome.count }

    /// Whether every unit is either treated, 1, or untreated, 0.
    public var isBinary: Bool { treatment.allSatisfy { $0 == 0 || $0 == 1 } }

    /// Whether two groups of units are compared, those treated, 1, and those untreated, 0.
    public var comparesGroups: Bool { isBinary || hasLevels }

    /// 1 for the units of one level of the treatment, else 0.
    func indicator(of level: Double) -> [Double] { treatment.map { $0 == level ? 1 : 0 } }

    /// The levels of a treatment that has some: 1, 0, and those of units that had neither.
    var groups: [Double] { [1, 0] + Set(treatment).subtracting([0, 1]).sorted() }

    /// The share of the treated, where groups are compared.
    var treatedShare: Double { indicator(of: 1).reduce(0, +) / Double(count) }
}

extension Study {
    /// The same units with one more thing known of each.
    func adjusting(for covariate: Regressor) throws(EstimationError) -> Study {
        try Study(
            treatment: treatment, outcome: outcome, covariates: covariates + [covariate], instruments: instruments,
            mediators: mediators, hasLevels: hasLevels)
    }

    /// The same units, treated as `treatment` says.
    func treated(by treatment: [Double]) throws(EstimationError) -> Study {
        try Study(
            treatment: treatment, outcome: outcome, covariates: covariates, instruments: instruments,
            mediators: mediators, hasLevels: hasLevels)
    }

    /// Some of the units.
    func selecting(_ rows: [Int]) throws(EstimationError) -> Study {
        func part(_ column: Regressor) -> Regressor { Regressor(column.name, rows.map { column.values[$0] }) }
        return try Study(
            treatment: rows.map { treatment[$0] }, outcome: rows.map { outcome[$0] }, covariates: covariates.map(part),
            instruments: instruments.map(part), mediators: mediators.map(part),
            hasLevels: hasLevels)
    }

    /// The units that are treated, 1, or untreated, 0: who had neither says nothing of these two, but is one of everyone.
    func comparedUnits() throws(EstimationError) -> Study {
        try selecting((0..<count).filter { treatment[$0] == 0 || treatment[$0] == 1 })
    }
}
