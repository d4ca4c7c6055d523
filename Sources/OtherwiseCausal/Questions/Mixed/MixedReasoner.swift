import OtherwiseCore
import OtherwiseNumerics

/// Answers questions to a mixed model by units that are drawn from it, and weighed by what was observed.
struct MixedReasoner {
    let model: MixedCausalModel
    let samples: Int
    let seed: UInt64

    /// Units of one world, as they are there and in others.
    struct Units {
        let structural: StructuralCausalModel<WrittenMechanism>
        let model: MixedCausalModel
        let weighed: WeighedUnits

        /// The values of a variable where something is done.
        ///
        /// - Throws: `QuestionError` for a unit for which the model gives none; `CausalModelError` for a name that it does
        ///   not know.
        func values(of name: String, under intervention: NumericIntervention = .none) throws -> [Double] {
            let columns = try structural.predict(weighed, under: intervention)
            try requireValues(columns)
            guard let values = columns[name] else {
                throw CausalModelError.unknownVariable(name, names: structural.graph.nodes)
            }
            return values
        }

        /// - Parameter columns: By variable.
        func requireValues(_ columns: [String: [Double]]) throws(QuestionError) {
            try model.requireValues(columns, weights: weighed.weights)
        }

        /// Those of which something is true, by the same weights.
        func filtered(_ isKept: [Bool]) throws(CausalModelError) -> Units {
            let weights = zip(weighed.weights, isKept).map { $1 ? $0 : 0 }
            let total = weights.reduce(0, +)
            guard total > 0 else { throw .unlikelyEvidence(units: weights.count) }
            return Units(
                structural: structural, model: model,
                weighed: WeighedUnits(units: weighed.units, weights: weights.map { $0 / total }))
        }

        /// The weight of those of which something is true, with the interval that so few units give it.
        func share(_ isTrue: [Bool]) -> CausalAnswer.Result {
            let share = min(zip(weighed.weights, isTrue).reduce(0) { $1.1 ? $0 + $1.0 : $0 }, 1)
            let size = weighed.effectiveCount
            let interval = WilsonInterval.of(share * Double(size), outOf: size)
            return .number(share, interval: CausalAnswer.Bounds(interval))
        }

        /// The weighted mean of a number of each, with its interval.
        ///
        /// - Parameter name: The variable that the numbers come from.
        /// - Throws: `QuestionError` where numbers are too great for a mean and an interval.
        func mean(_ numbers: [Double], of name: String) throws(QuestionError) -> CausalAnswer.Result {
            let pairs = zip(weighed.weights, numbers).filter { $0.0 > 0 }
            let mean = pairs.reduce(0) { $0 + $1.0 * $1.1 }
            let variance = pairs.reduce(0) { $0 + $1.0 * $1.0 * ($1.1 - mean) * ($1.1 - mean) }
            guard mean.isFinite, variance.isFinite else { throw .notFinite(name) }
            let reach = NormalDistribution.width95 * variance.squareRoot()
            return .number(mean, interval: CausalAnswer.Bounds((mean - reach)...(mean + reach)))
        }
    }

    /// Units that agree with what was observed.
    ///
    /// A unit without a value upstream of what was observed agrees with nothing, and would be left out in silence.
    ///
    /// - Parameters:
    ///   - observed: The number or the number of the level, by variable.
    ///   - settings: What is done in the world in which it was observed.
    func units(observing observed: [String: Double] = [:], setting settings: [String: Double] = [:]) throws -> Units {
        let structural = try model.structural(setting: settings, seed: seed)
        let weighed = try structural.abduct(partly: observed, count: samples, seed: seed)
        for name in weighed.unsettled
        where try !structural.graph.descendants(of: [name]).isDisjoint(with: observed.keys) {
            throw model.noValue(name)
        }
        return Units(structural: structural, model: model, weighed: weighed)
    }

    func method(_ units: Units, worlds: String) -> String {
        let isWeighed = Set(units.weighed.weights).count > 1
        let weighing =
            isWeighed ? ", weighed by what was observed (effective sample size \(units.weighed.effectiveCount))" : ""
        return "simulation of \(samples) units \(worlds)\(weighing), seed \(seed)"
    }
}

extension MixedCausalModel {
    /// - Parameters:
    ///   - columns: The values of units, by variable.
    ///   - weights: Of the units; those of weight 0 need no values. `nil` where all count.
    /// - Throws: `QuestionError` for a unit to which a mechanism gives no value.
    func requireValues(_ columns: [String: [Double]], weights: [Double]? = nil) throws(QuestionError) {
        for name in graph.topologicalOrder {
            let values = columns[name] ?? []
            let isWhole = values.indices.allSatisfy { values[$0].isFinite || weights?[$0] == 0 }
            guard isWhole else { throw noValue(name) }
        }
    }

    /// - Parameter name: The variable whose mechanism gives no value.
    func noValue(_ name: String) -> QuestionError { discrete[name] == nil ? .notFinite(name) : .noLevel(name) }
}

extension QuestionError {
    /// - Parameter name: The variable whose mechanism gives no level.
    static func noLevel(_ name: String) -> QuestionError {
        QuestionError(
            .noNumber, "The model's \(name) does not always have one of its levels",
            hint: "Mend the function that gives the number of no level, or scores that are not finite")
    }
}
