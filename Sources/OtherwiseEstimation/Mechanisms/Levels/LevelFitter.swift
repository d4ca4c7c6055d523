import Foundation
import OtherwiseCausal
import OtherwiseNumerics

/// Fits the probabilities of one variable's levels given its parents, in the form that predicts best.
struct LevelFitter {
    let names: [String]
    let parents: [[Double]]
    let codes: [Int]
    let levels: Int
    let encoding: ParentEncoding
    let options: FittingOptions

    /// The most coefficients that are fitted; the time grows as their cube.
    private static let coefficientLimit = 150
    private static let cellLimit = 4_096

    func fit(using generator: inout SeededGenerator) -> MechanismFit {
        let sample = Array(codes.indices.shuffled(using: &generator).prefix(options.comparedRows))
        var errors: [MechanismForm: Double] = [:]
        if forms.count > 1 { for form in forms { errors[form] = error(form, rows: sample) } }
        let least = errors.values.min() ?? 0
        let chosen = forms.first { errors[$0, default: 0] <= least * 1.001 } ?? .table
        let ones = [Double](repeating: 1, count: codes.count)
        let (best, draws) = functions(chosen, weights: ones, draws: options.draws, using: &generator)
        let mechanisms = ([best] + draws).map {
            FittedMechanism.levels(GumbelMaxMechanism(parents: names, function: $0, seed: generator.next()))
        }
        return MechanismFit(
            form: names.isEmpty ? .root : chosen, mechanism: mechanisms[0], draws: Array(mechanisms.dropFirst()),
            errors: errors, rows: codes.count)
    }

    /// The simplest first.
    private var forms: [MechanismForm] {
        let linear = encoding.width + 1
        let quadratic = linear + encoding.width * (encoding.width + 1) / 2
        var forms: [MechanismForm] = []
        if linear * (levels - 1) <= Self.coefficientLimit, !names.isEmpty { forms.append(.logistic) }
        if quadratic * (levels - 1) <= Self.coefficientLimit, !names.isEmpty { forms.append(.quadraticLogistic) }
        if cells != nil { forms.append(.table) }
        let wanted = forms.filter(options.forms.contains)
        return wanted.isEmpty ? Array(forms.prefix(1)) : wanted
    }

    /// The combinations of the parents' levels; `nil` where a parent is a number, or they are too many.
    private var cells: Int? {
        var cells = 1
        for kind in encoding.kinds {
            guard case .levels(let count) = kind, cells * count <= Self.cellLimit else { return nil }
            cells *= count
        }
        return cells
    }

    /// The cross-validated loss, in nats.
    private func error(_ form: MechanismForm, rows: [Int]) -> Double {
        var generator = SeededGenerator(seed: options.seed)
        var loss = 0.0
        for fold in 0..<options.folds {
            var weights = [Double](repeating: 0, count: codes.count)
            for (place, row) in rows.enumerated() where place % options.folds != fold { weights[row] = 1 }
            let (function, _) = functions(form, weights: weights, draws: 0, using: &generator)
            for (place, row) in rows.enumerated() where place % options.folds == fold {
                loss -= function.logProbabilities(parents, row)[codes[row]]
            }
        }
        return loss / Double(max(rows.count, 1))
    }

    private func functions(
        _ form: MechanismForm, weights: [Double], draws: Int, using generator: inout SeededGenerator
    ) -> (FittedLevels, [FittedLevels]) {
        if form == .table {
            // Each row counted by an exponential weight: the posterior under a flat prior (Rubin 1981).
            let others = (0..<draws).map { _ in
                table(weights.map { $0 * -log(1 - Double.random(in: 0..<1, using: &generator)) })
            }
            return (table(weights), others)
        }
        let isQuadratic = form == .quadraticLogistic
        let used = weights.indices.filter { weights[$0] > 0 }
        var regressors = [Double](repeating: 0, count: encoding.width)
        let design = Matrix(
            rows: used.map { row in
                encoding.encode(parents, row, into: &regressors)
                return FittedLevels.expanded(regressors, isQuadratic: isQuadratic)
            })
        let fit = MultinomialRegression(
            used.map { codes[$0] }, levels: levels, on: design, weights: used.map { weights[$0] })
        func function(_ coefficients: [Double]) -> FittedLevels {
            FittedLevels(
                levels: levels, encoding: encoding, form: .logistic(coefficients, isQuadratic: isQuadratic))
        }
        return (function(fit.coefficients), (0..<draws).map { _ in function(fit.draw(using: &generator)) })
    }

    /// Half a row for each level, so that none is impossible.
    private func table(_ weights: [Double]) -> FittedLevels {
        var counts = [Double](repeating: 0.5, count: (cells ?? 1) * levels)
        for (row, code) in codes.enumerated() {
            guard let cell = FittedLevels.cell(parents, row, encoding) else { continue }
            counts[cell * levels + code] += weights[row]
        }
        for cell in 0..<(counts.count / levels) {
            let own = (cell * levels)..<((cell + 1) * levels)
            let total = counts[own].reduce(0, +)
            for place in own { counts[place] = log(counts[place] / total) }
        }
        return FittedLevels(levels: levels, encoding: encoding, form: .table(counts))
    }
}
