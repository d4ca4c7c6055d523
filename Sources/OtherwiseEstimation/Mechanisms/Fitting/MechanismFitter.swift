import Foundation
import OtherwiseCausal
import OtherwiseNumerics

/// How mechanisms are fitted.
public struct FittingOptions: Sendable, Hashable {
    /// How many mechanisms are drawn for each that is fitted; 0 gives no intervals.
    public var draws: Int
    /// The forms to choose among.
    public var forms: Set<MechanismForm>
    /// The parts of the cross-validation.
    public var folds: Int
    /// The most rows that forms are compared on.
    public var comparedRows: Int
    /// Of what is drawn at random.
    public var seed: UInt64

    /// - Parameters:
    ///   - draws: How many mechanisms are drawn for each that is fitted; 0 gives no intervals.
    ///   - forms: The forms to choose among.
    ///   - folds: The parts of the cross-validation.
    ///   - comparedRows: The most rows that forms are compared on.
    public init(
        draws: Int = 100, forms: Set<MechanismForm> = Set(MechanismForm.allCases), folds: Int = 5,
        comparedRows: Int = 2_000, seed: UInt64 = 1
    ) {
        (self.draws, self.forms, self.folds, self.comparedRows, self.seed) = (draws, forms, folds, comparedRows, seed)
    }
}

/// Fits the mechanism of one number given its parents, in the form that predicts best.
struct NumberFitter {
    let names: [String]
    let parents: [[Double]]
    let target: [Double]
    let encoding: ParentEncoding
    let options: FittingOptions

    init(_ names: [String], _ parents: [[Double]], levels: [Int?], _ target: [Double], _ options: FittingOptions) {
        (self.names, self.parents, self.target, self.options) = (names, parents, target, options)
        encoding = ParentEncoding(parents, levels: levels)
    }

    func fit(using generator: inout SeededGenerator) -> MechanismFit {
        guard !names.isEmpty else { return root() }
        let regressors = encoding.rows(parents, count: target.count)
        let sample = compared(using: &generator)
        let folds = sample.indices.map { $0 % options.folds }
        var candidates: [any TrendCandidate] = []
        if allows(.linear) { candidates.append(RidgeCandidate.linear(regressors, target)) }
        if allows(.smooth) { candidates.append(RidgeCandidate.smooth(regressors, target, using: &generator)) }
        if allows(.trees), names.count <= Int(UInt8.max) { candidates.append(TreeCandidate(parents, target)) }
        if candidates.isEmpty { candidates.append(RidgeCandidate.linear(regressors, target)) }
        var errors: [MechanismForm: Double] = [:]
        if candidates.count > 1 {
            for place in candidates.indices {
                errors[candidates[place].form] = candidates[place].error(
                    rows: sample, folds: folds, count: options.folds)
            }
        }
        // Of forms that err alike, the first and simplest.
        let least = errors.values.min() ?? 0
        let chosen = candidates.first { errors[$0.form, default: 0] <= least * 1.001 } ?? candidates[0]
        let (best, draws) = chosen.functions(draws: options.draws, using: &generator)
        let trend = FittedTrend(parents: names, encoding: encoding, function: best)
        let fitted = trend.values(parents, count: target.count)
        let noise = NoiseDistribution.empirical(zip(target, fitted).map(-).centred)
        func mechanism(_ function: FittedTrend.Function) -> FittedMechanism {
            .additive(
                AdditiveNoiseMechanism(
                    FittedTrend(parents: names, encoding: encoding, function: function), noise: noise))
        }
        return MechanismFit(
            form: chosen.form, mechanism: mechanism(best), draws: draws.map(mechanism), errors: errors,
            rows: target.count)
    }

    private func allows(_ form: MechanismForm) -> Bool { options.forms.contains(form) }

    private func compared(using generator: inout SeededGenerator) -> [Int] {
        Array(target.indices.shuffled(using: &generator).prefix(options.comparedRows))
    }

    private func root() -> MechanismFit {
        let trend = FittedTrend(parents: [], encoding: encoding, function: .linear(LinearFunction([0])))
        let mechanism = FittedMechanism.additive(AdditiveNoiseMechanism(trend, noise: .empirical(target)))
        return MechanismFit(form: .root, mechanism: mechanism, draws: [], errors: [:], rows: target.count)
    }
}

/// A form that a trend may take, with the data to fit it to.
protocol TrendCandidate {
    var form: MechanismForm { get }
    /// The cross-validated mean squared error.
    mutating func error(rows: [Int], folds: [Int], count: Int) -> Double
    /// The fit, and others that the data allow.
    func functions(draws: Int, using generator: inout SeededGenerator) -> (FittedTrend.Function, [FittedTrend.Function])
}

/// Linear and smooth trends: both are ridge regressions.
struct RidgeCandidate: TrendCandidate {
    let form: MechanismForm
    private let design: Matrix
    private let target: [Double]
    private let free: Int
    private let penalty: Double
    private let function: @Sendable ([Double]) -> FittedTrend.Function

    static func linear(_ regressors: [[Double]], _ target: [Double]) -> RidgeCandidate {
        let design = Matrix(rows: regressors.map { [1] + $0 })
        return RidgeCandidate(form: .linear, design: design, target: target, free: design.columns, penalty: 1) {
            .linear(LinearFunction($0))
        }
    }

    static func smooth(
        _ regressors: [[Double]], _ target: [Double], using generator: inout SeededGenerator
    ) -> RidgeCandidate {
        let basis = SmoothFitter(regressors, target).choice(using: &generator)
        return RidgeCandidate(
            form: .smooth, design: basis.design(regressors), target: target, free: basis.free, penalty: basis.penalty
        ) { .smooth(basis.function($0)) }
    }

    private init(
        form: MechanismForm, design: Matrix, target: [Double], free: Int, penalty: Double,
        function: @escaping @Sendable ([Double]) -> FittedTrend.Function
    ) {
        (self.form, self.design, self.target, self.free) = (form, design, target, free)
        (self.penalty, self.function) = (penalty, function)
    }

    func error(rows: [Int], folds: [Int], count: Int) -> Double {
        let parts = (0..<count).map { fold in rows.indices.filter { folds[$0] == fold }.map { rows[$0] } }
        let all = RidgeEquations(design.selecting(rows), rows.map { target[$0] })
        let squares = parts.map { part -> Double in
            let held = (design: design.selecting(part), target: part.map { target[$0] })
            let fit = (all - RidgeEquations(held.design, held.target)).solved(penalty: penalty, free: free)
            return zip(held.target, held.design.times(fit.coefficients)).reduce(0) {
                $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
            }
        }
        return squares.reduce(0, +) / Double(max(rows.count, 1))
    }

    func functions(draws: Int, using generator: inout SeededGenerator) -> (FittedTrend.Function, [FittedTrend.Function])
    {
        let fit = RidgeEquations(design, target).solved(penalty: penalty, free: free)
        return (function(fit.coefficients), (0..<draws).map { _ in function(fit.draw(using: &generator)) })
    }
}

/// Boosted trees; the number of trees is the one that predicts best.
struct TreeCandidate: TrendCandidate {
    let form = MechanismForm.trees
    private let columns: BinnedColumns
    private let codes: [[UInt8]]
    private let target: [Double]
    private var rounds = 100

    private static let most = 400
    private static let patience = 20
    /// How many fits to resampled rows tell how far the trend may be off.
    private static let resamples = 25

    init(_ parents: [[Double]], _ target: [Double]) {
        columns = BinnedColumns(parents)
        codes = parents.indices.map { [columns] in columns.codes(parents[$0], column: $0) }
        self.target = target
    }

    mutating func error(rows: [Int], folds: [Int], count: Int) -> Double {
        let codes = codes.map { column in rows.map { column[$0] } }
        let target = rows.map { self.target[$0] }
        var trainers = (0..<count).map { fold in
            BoostingTrainer(columns, codes: codes, target: target, weights: folds.map { $0 == fold ? 0 : 1 })
        }
        var (best, bestRounds, tried) = (Double.infinity, 0, 0)
        while tried < Self.most, tried - bestRounds < Self.patience {
            var error = 0.0
            for fold in trainers.indices {
                trainers[fold].step()
                for row in rows.indices where folds[row] == fold {
                    error += trainers[fold].residuals[row] * trainers[fold].residuals[row]
                }
            }
            tried += 1
            if error < best { (best, bestRounds) = (error, tried) }
        }
        rounds = max(bestRounds, 1)
        return best / Double(max(rows.count, 1))
    }

    func functions(draws: Int, using generator: inout SeededGenerator) -> (FittedTrend.Function, [FittedTrend.Function])
    {
        let best = fit(weights: [Double](repeating: 1, count: target.count))
        let others = (0..<min(draws, Self.resamples)).map { _ in
            var weights = [Double](repeating: 0, count: target.count)
            for _ in target.indices { weights[Int.random(in: target.indices, using: &generator)] += 1 }
            return FittedTrend.Function.trees(fit(weights: weights))
        }
        return (.trees(best), (0..<draws).map { others[$0 % max(others.count, 1)] })
    }

    private func fit(weights: [Double]) -> BoostedTrees {
        var trainer = BoostingTrainer(columns, codes: codes, target: target, weights: weights)
        for _ in 0..<rounds { trainer.step() }
        return trainer.trees
    }
}
