import OtherwiseCore
import OtherwiseModels

/// The average of a mixture of points, and the point nearest to it.
struct BlendedPoint {
    /// On axes that are not split the average itself.
    private(set) var point: NetworkPoint
    /// The first sums of the average.
    private(set) var firstSums: [Double]
    /// By axis: whether the mixture has no single value there.
    private(set) var isSplit: [Bool]
    /// By axis: the average number of a mixture of numbers off the grid; `nil` elsewhere.
    private(set) var offGrid: [Double?]

    init(_ mixture: [(weight: Double, point: NetworkPoint)], of problem: NetworkProblem) {
        point = mixture.max { $0.weight < $1.weight }?.point ?? problem.factual
        firstSums = problem.network.base
        isSplit = problem.axes.map { _ in false }
        offGrid = problem.axes.map { _ in nil }
        for axis in problem.axes.indices {
            for (weight, own) in mixture {
                problem.add(axis, own.pieces[axis], own.numbers[axis], weight: weight, to: &firstSums)
            }
            settle(axis, mixture, problem.axes[axis])
        }
    }

    private mutating func settle(
        _ axis: Int, _ mixture: [(weight: Double, point: NetworkPoint)], _ form: NetworkAxis
    ) {
        var shares: [Int: Double] = [:]
        for (weight, own) in mixture { shares[own.pieces[axis], default: 0] += weight }
        guard shares.count == 1 || (shares.keys.allSatisfy { form.isNumber($0) && !form.jumps($0) }) else {
            let heaviest = shares.max { ($0.value, $1.key) < ($1.value, $0.key) }
            point.pieces[axis] = heaviest?.key ?? form.factual
            point.numbers[axis] =
                mixture.first { $0.point.pieces[axis] == point.pieces[axis] }?.point.numbers[axis] ?? 0
            isSplit[axis] = true
            return
        }
        guard let first = shares.first, form.isNumber(first.key) else {
            point.pieces[axis] = shares.first?.key ?? form.factual
            return
        }
        let total = mixture.reduce(0) { $0 + $1.weight }
        let average = mixture.reduce(0) { $0 + $1.weight * form.number(of: $1.point, axis) } / total
        place(average, on: axis, form, among: shares)
    }

    /// Moves an axis to the number of its grid that is nearest to an average.
    private mutating func place(_ average: Double, on axis: Int, _ form: NetworkAxis, among shares: [Int: Double]) {
        let number = form.onGrid(average, .toNearestOrEven)
        let nearest = form.pieces.indices.filter(form.isNumber).min {
            form.distance(of: $0, from: average) < form.distance(of: $1, from: average)
        }
        let piece = shares.count == 1 ? shares.keys.first ?? form.factual : nearest ?? form.factual
        point.pieces[axis] = piece
        switch form.pieces[piece] {
        case .value: point.numbers[axis] = 0
        case .numbers(let range, _): point.numbers[axis] = min(max(number, range.lowerBound), range.upperBound)
        }
        let isOff = abs(form.number(of: point, axis) - average) > 1e-9 * max(1, abs(average))
        if isOff, form.step != nil { (isSplit[axis], offGrid[axis]) = (true, average) }
    }
}

extension NetworkAxis {
    /// The number that a point has on this axis.
    func number(of point: NetworkPoint, _ axis: Int) -> Double {
        if case .numbers = pieces[point.pieces[axis]] { point.numbers[axis] } else { ownNumber(of: point.pieces[axis]) }
    }

    /// How far a piece of numbers is from one.
    func distance(of piece: Int, from number: Double) -> Double {
        switch pieces[piece] {
        case .value(let value, _): abs((value.number ?? .infinity) - number)
        case .numbers(let range, _): max(range.lowerBound - number, number - range.upperBound, 0)
        }
    }
}
