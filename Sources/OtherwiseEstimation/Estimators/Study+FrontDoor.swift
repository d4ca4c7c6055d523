import OtherwiseNumerics

extension Study {
    /// The effect through the mediators (front-door adjustment, Pearl 1995), the outcome being linear in them.
    ///
    /// What the treatment does to the mediators times what these do to the outcome within each group, averaged over the
    /// groups. The standard error is that of the product.
    func throughMediators(for population: Population) throws(EstimationError) -> Estimate {
        guard !mediators.isEmpty else { throw .unsuited(.frontDoor, "there is no mediator") }
        guard comparesGroups else {
            guard population == .everyone else {
                throw .unsuited(.frontDoor, "only a binary treatment, or one of levels, has treated units")
            }
            return productOfSlopes
        }
        let ones = [Double](repeating: 1, count: count)
        let columns = Matrix(columns: [ones] + mediators.map(\.values.centred), rows: count)
        let groups = self.groups.map(indicator)
        let fits = groups.map { Regression.leastSquares(outcome, on: columns, weights: $0) }
        let means = groups.map { group in
            columns.transposedTimes(group).map { $0 / group.reduce(0, +) }
        }
        let moved = zip(means[0], means[1]).map(-)
        let shares = groups.enumerated().map { place, group in
            population == .everyone ? group.reduce(0, +) / Double(count) : place == 0 ? 1 : 0
        }
        let slopes = (0..<columns.columns).map { column in
            zip(shares, fits).reduce(0) { $0 + $1.0 * $1.1.coefficients[column] }
        }
        let direct = (0..<2).map { group in self.influence(ofMeanAlong: slopes, columns, groups[group], means[group]) }
        let answers = fits.map { $0.influence(on: moved) }
        let effects = fits.map { $0.coefficients.dot(moved) }
        let influence = (0..<count).map { row -> Double in
            let mediating = direct[0][row] - direct[1][row]
            let answering = shares.indices.reduce(0) { $0 + shares[$1] * answers[$1][row] }
            let mixing =
                population == .everyone
                ? shares.indices.reduce(0) { $0 + (groups[$1][row] - shares[$1]) * effects[$1] } : 0
            return mediating + answering + mixing
        }
        return Estimate(slopes.dot(moved), influence: influence, parameters: groups.count * columns.columns)
    }

    /// Of a group's mean of a linear combination.
    private func influence(
        ofMeanAlong slopes: [Double], _ columns: Matrix, _ group: [Double], _ mean: [Double]
    ) -> [Double] {
        let share = group.reduce(0, +) / Double(count)
        let centre = slopes.dot(mean)
        return zip(group, columns.times(slopes)).map { $0 / share * ($1 - centre) }
    }

    /// For a treatment of many values: what a unit of it does to each mediator, times what that does to the outcome.
    private var productOfSlopes: Estimate {
        let ones = [Double](repeating: 1, count: count)
        let first = Matrix(columns: [ones, treatment.centred], rows: count)
        let second = Matrix(columns: [ones, treatment.centred] + mediators.map(\.values.centred), rows: count)
        let toMediators = mediators.map { Regression.leastSquares($0.values, on: first) }
        let toOutcome = Regression.leastSquares(outcome, on: second)
        let moved = toMediators.map { $0.coefficients[1] }
        let slopes = Array(toOutcome.coefficients.dropFirst(2))
        var influence = toOutcome.influence(on: [0, 0] + moved)
        for (slope, fit) in zip(slopes, toMediators) {
            for (row, own) in fit.influence(onCoefficient: 1).enumerated() { influence[row] += slope * own }
        }
        return Estimate(slopes.dot(moved), influence: influence, parameters: second.columns)
    }
}
