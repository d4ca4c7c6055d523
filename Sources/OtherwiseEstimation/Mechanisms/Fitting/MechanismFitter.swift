import Foundation
import OtherwiseCausal
import OtherwiseNumerics

/// How mechanisms are fitted.
public struct FittingOptions: Sendable, Hashable {
    /// How many mechanisms are drawn for each that is fitted; 0 gives no intervals.
    public var draws: Int
    /// The forms to choose among.
    public var forms: Set<MechanismForm>
    /// What a number may pass through last, where noise that is added to the number itself does not suit the data.
    public var links: Set<LinkFamily>
    /// The parts of the cross-validation.
    public var folds: Int
    /// The most rows that forms are compared on.
    public var comparedRows: Int
    /// Of what is drawn at random.
    public var seed: UInt64

    /// - Parameters:
    ///   - draws: How many mechanisms are drawn for each that is fitted; 0 gives no intervals.
    ///   - forms: The forms to choose among; of what none is named for, number or level, the simplest is taken.
    ///   - links: What a number may pass through last; by default anything where all forms are allowed, and nothing where
    ///     forms are named.
    ///   - folds: The parts of the cross-validation.
    ///   - comparedRows: The most rows that forms are compared on.
    public init(
        draws: Int = 100, forms: Set<MechanismForm> = Set(MechanismForm.allCases), links: Set<LinkFamily>? = nil,
        folds: Int = 5, comparedRows: Int = 2_000, seed: UInt64 = 1
    ) {
        (self.draws, self.forms, self.folds, self.comparedRows, self.seed) = (draws, forms, folds, comparedRows, seed)
        self.links = links ?? (forms == Set(MechanismForm.allCases) ? Set(LinkFamily.allCases) : [])
    }

    /// Whether some forms or links are left out.
    var isRestricted: Bool {
        forms != Set(MechanismForm.allCases) || links != Set(LinkFamily.allCases)
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
        let regressors = encoding.columns(parents, count: target.count)
        let sample = compared(using: &generator)
        let seeksLink = !options.links.isEmpty && sample.count >= Self.rowsForLinks
        let search = LinkSearch(fitter: self, regressors: regressors, sample: sample)
        let additive = choice(through: .identity, regressors, sample, isCompared: seeksLink, using: &generator)
        let choices = seeksLink ? search.choices(beside: additive, using: &generator) : nil
        return MechanismFits(self, choices ?? [(additive, [])]).fit(sample: sample.count, using: &generator)
    }

    /// Fewer say too little of what noise is added to.
    private static let rowsForLinks = 100

    /// The forms of what a link's inverse makes of the number.
    func choice(
        through link: ScaledLink, _ regressors: [[Double]], _ sample: [Int], isCompared: Bool,
        using generator: inout SeededGenerator
    ) -> FormChoice {
        let numbers = link.isIdentity ? target : target.map(link.inverse)
        return FormChoice(
            link, candidates(regressors, numbers, using: &generator), sample: sample, folds: options.folds,
            isCompared: isCompared)
    }

    /// The forms to choose among, the simplest first.
    private func candidates(
        _ regressors: [[Double]], _ target: [Double], using generator: inout SeededGenerator
    ) -> [any TrendCandidate] {
        let canSplit = names.count <= Int(UInt8.max)
        var candidates: [any TrendCandidate] = []
        if allows(.linear) { candidates.append(RidgeCandidate.linear(regressors, target)) }
        if allows(.smooth), !regressors.isEmpty {
            candidates.append(RidgeCandidate.smooth(regressors, target, using: &generator))
        }
        if allows(.trees), canSplit { candidates.append(TreeCandidate(parents, target)) }
        if allows(.lineAndTrees), canSplit { candidates.append(TreeCandidate(parents, target, on: regressors)) }
        return candidates.isEmpty ? [RidgeCandidate.linear(regressors, target)] : candidates
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

/// The best function of a form, and others that the data allow.
typealias FittedFunctions = (best: FittedTrend.Function, draws: [FittedTrend.Function])

/// A form that a trend may take, with the data to fit it to.
protocol TrendCandidate {
    var form: MechanismForm { get }
    /// What fits to all other parts leave of the rows of the first parts, one part after the other.
    mutating func residuals(_ folds: Folds, parts: Int) -> [Double]
    /// The fit, and others that the data allow.
    func functions(draws: Int, using generator: inout SeededGenerator) -> FittedFunctions
}

/// Linear and smooth trends: both are ridge regressions.
struct RidgeCandidate: TrendCandidate {
    let form: MechanismForm
    private let design: Matrix
    private let target: [Double]
    private let free: Int
    private let penalty: Double
    private let basis: SmoothBasis?
    private var alternative: SmoothFitter.Alternative?
    /// What fits to other rows leave, once it was asked for.
    private var found: [[Double]]?
    /// The sums of all rows, where that was of all.
    private var whole: RidgeEquations?

    static func linear(_ regressors: [[Double]], _ target: [Double]) -> RidgeCandidate {
        let ones = [Double](repeating: 1, count: target.count)
        let design = Matrix(columns: [ones] + regressors, rows: target.count)
        return RidgeCandidate(
            form: .linear, design: design, target: target, free: design.columns, penalty: 1, basis: nil)
    }

    static func smooth(
        _ regressors: [[Double]], _ target: [Double], using generator: inout SeededGenerator
    ) -> RidgeCandidate {
        let (basis, other) = SmoothFitter(regressors, target).choice(using: &generator)
        var candidate = RidgeCandidate(
            form: .smooth, design: basis.design, target: target, free: basis.free, penalty: basis.penalty, basis: basis)
        if other.share >= Self.leastShare { candidate.alternative = other }
        return candidate
    }

    /// What is less likely than this has no part in what is drawn.
    private static let leastShare = 0.01

    /// On a basis that is known, with the penalty that suits best.
    static func smooth(_ basis: SmoothBasis, _ target: [Double], penalties: [Double]) -> RidgeCandidate {
        let equations = RidgeEquations(basis.design, target)
        let evidence = penalties.map { equations.solved(penalty: $0, free: basis.free).evidence }
        let best = evidence.indices.max { evidence[$0] < evidence[$1] } ?? 0
        return RidgeCandidate(
            form: .smooth, design: basis.design, target: target, free: basis.free, penalty: penalties[best],
            basis: basis)
    }

    mutating func residuals(_ folds: Folds, parts: Int) -> [Double] {
        // One part costs about as much as all.
        let all = found ?? residuals(folds)
        found = all
        return Array(all.prefix(parts).joined())
    }

    /// What fits to all other parts leave of each part.
    mutating private func residuals(_ folds: Folds) -> [[Double]] {
        let held = folds.parts.map { part in
            (design: design.selecting(part.map { folds.rows[$0] }), target: part.map { target[folds.rows[$0]] })
        }
        let equations = held.map { RidgeEquations($0.design, $0.target) }
        let all = equations.dropFirst().reduce(equations[0], +)
        if folds.rows.count == target.count { whole = all }
        return zip(held, equations).map { held, own in
            let fit = (all - own).solved(penalty: penalty, free: free)
            return zip(held.target, held.design.times(fit.coefficients)).map(-)
        }
    }

    /// What is drawn has kinks or has none as often as each is likely (Hoeting et al. 1999): either kind alone can be far too
    /// sure of itself.
    func functions(draws: Int, using generator: inout SeededGenerator) -> FittedFunctions {
        let fit = (whole ?? RidgeEquations(design, target)).solved(penalty: penalty, free: free)
        let best = fit.coefficients
        return (
            basis.map { .smooth($0.function(best)) } ?? .linear(LinearFunction(best)),
            self.draws(draws, of: fit, using: &generator)
        )
    }

    private func draws(
        _ count: Int, of fit: RidgeFit, using generator: inout SeededGenerator
    ) -> [FittedTrend.Function] {
        guard let basis else { return (0..<count).map { _ in .linear(LinearFunction(fit.draw(using: &generator))) } }
        guard count > 0, let alternative else {
            return (0..<count).map { _ in Self.draw(basis, fit, using: &generator) }
        }
        let isOther = (0..<count).map { _ in Double.random(in: 0..<1, using: &generator) < alternative.share }
        guard isOther.contains(true) else { return (0..<count).map { _ in Self.draw(basis, fit, using: &generator) } }
        let other = alternative.basis()
        let otherFit = RidgeEquations(other.design, target).solved(penalty: other.penalty, free: other.free)
        return isOther.map {
            $0 ? Self.draw(other, otherFit, using: &generator) : Self.draw(basis, fit, using: &generator)
        }
    }

    private static func draw(
        _ basis: SmoothBasis, _ fit: RidgeFit, using generator: inout SeededGenerator
    ) -> FittedTrend.Function {
        let coefficients = fit.draw(using: &generator)
        return .smooth(basis.function(drawn: coefficients, variance: fit.variance, using: &generator))
    }
}

/// Boosted trees, alone or on what a line leaves; the number of trees is the one that predicts best.
struct TreeCandidate: TrendCandidate {
    let form: MechanismForm
    private let columns: BinnedColumns
    private let codes: [[UInt8]]
    private let target: [Double]
    /// 1 and the regressors of the line.
    private let line: Matrix?
    private var rounds = 100
    /// For the parts that were asked for.
    private var grown: [FoldTrees] = []

    /// How many fits to resampled rows tell how far the trend may be off.
    private static let resamples = 25

    /// - Parameter regressors: Of the line, column by column; `nil` for trees alone.
    init(_ parents: [[Double]], _ target: [Double], on regressors: [[Double]]? = nil) {
        columns = BinnedColumns(parents)
        codes = parents.indices.map { [columns] in columns.codes(parents[$0], column: $0) }
        self.target = target
        form = regressors == nil ? .trees : .lineAndTrees
        line = regressors.map {
            Matrix(columns: [[Double](repeating: 1, count: target.count)] + $0, rows: target.count)
        }
    }

    mutating func residuals(_ folds: Folds, parts: Int) -> [Double] {
        while grown.count < parts { grown.append(trees(folds, without: grown.count)) }
        rounds = grown.bestRounds()
        defer { if parts == folds.parts.count { grown = [] } }
        return grown.flatMap { $0.residuals[rounds - 1] }
    }

    private func trees(_ folds: Folds, without fold: Int) -> FoldTrees {
        let target = folds.rows.map { self.target[$0] }
        var weights = [Double](repeating: 1, count: target.count)
        for place in folds.parts[fold] { weights[place] = 0 }
        let left = Self.fit(line?.selecting(folds.rows), target, weights).left
        return FoldTrees(
            BoostingTrainer(
                columns, codes: codes.map { column in folds.rows.map { column[$0] } }, target: left, weights: weights,
                held: folds.parts[fold]))
    }

    func functions(draws: Int, using generator: inout SeededGenerator) -> FittedFunctions {
        let best = function(weights: [Double](repeating: 1, count: target.count))
        let others = (0..<min(draws, Self.resamples)).map { _ in
            var weights = [Double](repeating: 0, count: target.count)
            for _ in target.indices { weights[Int.random(in: target.indices, using: &generator)] += 1 }
            return function(weights: weights)
        }
        return (best, (0..<draws).map { others[$0 % max(others.count, 1)] })
    }

    private func function(weights: [Double]) -> FittedTrend.Function {
        let (line, left) = Self.fit(line, target, weights)
        var trainer = BoostingTrainer(columns, codes: codes, target: left, weights: weights)
        for _ in 0..<rounds { trainer.step() }
        return line.map { .lineAndTrees(LinearFunction($0), trainer.trees) } ?? .trees(trainer.trees)
    }

    /// The coefficients of the line, if there is one, and what it leaves.
    private static func fit(
        _ line: Matrix?, _ target: [Double], _ weights: [Double]
    ) -> (coefficients: [Double]?, left: [Double]) {
        guard let line else { return (nil, target) }
        let coefficients = Regression.leastSquares(target, on: line, weights: weights).coefficients
        return (coefficients, zip(target, line.times(coefficients)).map(-))
    }
}
