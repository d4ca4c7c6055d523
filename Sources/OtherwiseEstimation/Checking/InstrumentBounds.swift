/// What an instrument says of an average effect without any assumption of form: the bounds of Balke and Pearl (1997),
/// for an instrument, a treatment and an outcome that are each 0 or 1.
///
/// They are sharp: some model of the sixteen ways in which a unit can answer to instrument and treatment reaches each.
public struct InstrumentBounds: Sendable, Hashable, Codable {
    /// The least effect that agrees with what is observed.
    public let lower: Double
    /// The greatest.
    public let upper: Double

    /// - Parameter joint: `P(y, x | z)` at `joint[z][x][y]`.
    /// - Throws: `EstimationError.contradiction` where no model with such an instrument has these frequencies.
    public init(joint: [[[Double]]]) throws(EstimationError) {
        /// `P(y, x | z)`.
        func p(_ y: Int, _ x: Int, _ z: Int) -> Double { joint[z][x][y] }
        for x in 0...1 {
            let total = (0...1).reduce(0) { $0 + max(p($1, x, 0), p($1, x, 1)) }
            guard total <= 1 + 1e-9 else {
                throw .contradiction(
                    "The frequencies break the instrumental inequality (Pearl 1995): with the treatment at \(x) they ask for probabilities that sum to \(total). What is called an instrument also acts on the outcome in another way, or shares a cause with it."
                )
            }
        }
        var low = -1.0, high = 1.0
        for (a, b) in [(0, 1), (1, 0)] {
            let lowers = [
                p(1, 1, a) + p(0, 0, b) - 1, -p(0, 1, a) - p(1, 0, a),
                p(1, 1, a) - p(1, 1, b) - p(1, 0, b) - p(0, 1, a) - p(1, 0, a),
                p(0, 0, a) - p(0, 1, a) - p(1, 0, a) - p(0, 1, b) - p(0, 0, b),
            ]
            let uppers = [
                1 - p(0, 1, a) - p(1, 0, b), p(1, 1, a) + p(0, 0, a),
                -p(0, 1, a) + p(0, 1, b) + p(0, 0, b) + p(1, 1, a) + p(0, 0, a),
                -p(1, 0, a) + p(1, 1, a) + p(0, 0, a) + p(1, 1, b) + p(1, 0, b),
            ]
            low = lowers.reduce(low, max)
            high = uppers.reduce(high, min)
        }
        (lower, upper) = (low, max(low, high))
    }
}

extension Study {
    /// The bounds that an only, binary instrument gives, without covariates; `nil` where some column is not 0 or 1.
    ///
    /// - Throws: `EstimationError.contradiction` where the frequencies fit no instrument.
    public func instrumentBounds() throws(EstimationError) -> InstrumentBounds? {
        func isBinary(_ values: [Double]) -> Bool { values.allSatisfy { $0 == 0 || $0 == 1 } }
        guard instruments.count == 1, covariates.isEmpty, let instrument = instruments.first?.values,
            isBinary(instrument), isBinary(treatment), isBinary(outcome)
        else { return nil }
        var counts = [[[Double]]](repeating: [[0, 0], [0, 0]], count: 2)
        for row in 0..<count { counts[Int(instrument[row])][Int(treatment[row])][Int(outcome[row])] += 1 }
        let joint = counts.map { group in
            let total = group.joined().reduce(0, +)
            return group.map { $0.map { $0 / max(total, 1) } }
        }
        return try InstrumentBounds(joint: joint)
    }
}
