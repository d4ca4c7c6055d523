import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics

/// What one feature of a row may become: the cheapest value of every cell it can reach.
struct ChoiceBuilder {
    let feature: Feature
    let factual: Value
    let axis: FeatureEnsemble.Axis
    /// The values of a listed axis, by cell.
    let cellValues: [Value]
    /// Where one cell must be told apart further, because a constraint speaks of these values.
    let breakpoints: [Double]
    /// How far from a threshold an answer stays, in the feature's unit.
    let margin: Double
    /// The value to move to from a missing one, and nearest to it in each cell.
    let centre: Double
    let price: (Value) -> Double

    /// The factual first settled, then every other cell within the limits of the feature.
    func choiceAxis() -> ChoiceAxis {
        let factualCell = cell(of: factual)
        var choices = alternatives(apartFrom: factualCell)
        if factual != .missing, feature.allowsMissing, feature.mutability == .free {
            choices.append(choice(axis.missingCell, .missing))
        }
        choices.append(Choice(cell: factualCell, value: factual, cost: 0))
        choices.sort { ($0.cell, $0.value.number ?? 0) < ($1.cell, $1.value.number ?? 0) }
        return ChoiceAxis(choices: choices, factual: choices.firstIndex { $0.cost == 0 && $0.value == factual } ?? 0)
    }

    private func choice(_ cell: Int, _ value: Value) -> Choice { Choice(cell: cell, value: value, cost: price(value)) }

    private func cell(of value: Value) -> Int {
        if case .ordered = axis { return value.number.map { axis.cell(of: Float($0)) } ?? axis.missingCell }
        return cellValues.firstIndex(of: value) ?? axis.missingCell
    }

    private func alternatives(apartFrom factualCell: Int) -> [Choice] {
        guard feature.mutability != .immutable else { return [] }
        switch (feature.domain, axis) {
        case (.categorical(let categories, _), _):
            return categories.filter { isReachable(.category($0), among: categories) }.map {
                choice(cell(of: .category($0)), .category($0))
            }
        case (.numeric(let range, _), .categorical):
            return cellValues.indices.filter { cellValues[$0] != factual && isWithin(range, cellValues[$0]) }.map {
                choice($0, cellValues[$0])
            }
        case (.numeric(let range, let step), .ordered(let cuts)):
            return numbers(in: range, step: step, cuts: cuts, factualCell: factualCell)
        }
    }

    private func isReachable(_ value: Value, among categories: [String]) -> Bool {
        guard value != factual else { return false }
        guard let new = value.category.flatMap(categories.firstIndex(of:)) else { return false }
        guard let old = factual.category.flatMap(categories.firstIndex(of:)) else { return feature.mutability == .free }
        return switch feature.mutability {
        case .free: true
        case .immutable: false
        case .increaseOnly: new > old
        case .decreaseOnly: new < old
        }
    }

    private func isWithin(_ range: ClosedRange<Double>, _ value: Value) -> Bool {
        value.number.map(allowed(range).contains) ?? false
    }

    /// The range less what the direction forbids.
    private func allowed(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        guard let old = factual.number else { return range }
        return switch feature.mutability {
        case .increaseOnly: max(range.lowerBound, old)...max(range.upperBound, old)
        case .decreaseOnly: min(range.lowerBound, old)...min(range.upperBound, old)
        case .free, .immutable: range
        }
    }

    private func numbers(in range: ClosedRange<Double>, step: Double?, cuts: [Float], factualCell: Int) -> [Choice] {
        let range = allowed(range)
        let start = factual.number ?? centre
        let inner = breakpoints.filter { range.contains($0) }
        let edges = edges(cuts: cuts, inner: inner)
        var choices: [Choice] = []
        for index in 0...edges.count {
            let low = index == 0 ? -Double.infinity : edges[index - 1]
            let high = index == edges.count ? Double.infinity : edges[index]
            guard let value = nearest(to: start, above: low, upTo: high, range: range, step: step) else { continue }
            guard .number(value) != factual, inner.isEmpty == false || axis.cell(of: Float(value)) != factualCell else {
                continue
            }
            choices.append(choice(axis.cell(of: Float(value)), .number(value)))
        }
        return choices
    }

    /// Where numbers are told apart, by the trees or by a constraint.
    private func edges(cuts: [Float], inner: [Double]) -> [Double] {
        let own = inner.isEmpty ? [] : factual.number.map { [$0, $0.nextDown] } ?? []
        return Set(cuts.map(Double.init) + inner + own).sorted()
    }

    /// The lowest and the highest number that are not told apart from this one, within the limits of the feature.
    func span(of number: Double) -> ClosedRange<Double> {
        guard case .numeric(let limits, let step) = feature.domain, case .ordered(let cuts) = axis else {
            return number...number
        }
        let range = allowed(limits)
        let edges = edges(cuts: cuts, inner: breakpoints.filter { range.contains($0) })
        let above = edges.firstIndex { number <= $0 } ?? edges.count
        let low = above == 0 ? -Double.infinity : edges[above - 1]
        let high = above == edges.count ? Double.infinity : edges[above]
        let ends = [(-Double.infinity, max(low, range.lowerBound)), (.infinity, min(high, range.upperBound))].map {
            start, end in
            end.isInfinite ? end : nearest(to: start, above: low, upTo: high, range: range, step: step) ?? number
        }
        return min(ends[0], number)...max(ends[1], number)
    }

    /// The value in `(low, high]`, within the range and on the grid, nearest to `start`; a margin from the model's cuts.
    ///
    /// - Returns: `nil` where there is none. A cell between two cuts that leaves no room for the margin has none:
    ///   rounding alone could leave it.
    private func nearest(
        to start: Double, above low: Double, upTo high: Double, range: ClosedRange<Double>, step: Double?
    ) -> Double? {
        let floor = max(low, range.lowerBound.nextDown)
        let ceiling = min(high, range.upperBound)
        guard floor < ceiling else { return nil }
        if let step { return onGrid(Grid(step: step), nearest: start, above: floor, upTo: ceiling, cut: low) }
        if start > floor, start <= ceiling, isAbove(start, low) { return start }
        let lowest = max(isCut(low) ? max(low + margin, roundedAbove(low)) : low.nextUp, range.lowerBound)
        let highest = min(isCut(high) ? high - margin : high, range.upperBound)
        guard lowest <= highest else { return nil }
        return start <= lowest
            ? Decimals.shortest(from: lowest, to: min(lowest + margin, highest))
            : Decimals.shortest(from: max(highest - margin, lowest), to: highest)
    }

    /// The multiple in `(floor, ceiling]` nearest to `start` that single precision leaves above `cut`.
    private func onGrid(_ grid: Grid, nearest start: Double, above floor: Double, upTo ceiling: Double, cut: Double)
        -> Double?
    {
        let least = grid.number(atLeast: max(floor.nextUp, roundedAbove(cut)))
        let most = grid.number(atMost: ceiling)
        guard least <= most else { return nil }
        let value = grid.value(min(max(grid.number(nearest: start), least), most))
        return grid.resolves(abs(value)) ? value : nil
    }

    /// The least number that single precision rounds to more than `cut`, where that is of single precision itself.
    private func roundedAbove(_ cut: Double) -> Double {
        guard isCut(cut) else { return cut }
        let middle = (cut + Double(Float(cut).nextUp)) / 2
        return Float(middle) > Float(cut) ? middle : middle.nextUp
    }

    /// Whether a number lies above an edge: for the model in single precision where the edge is one of its cuts, for a
    /// constraint as it is.
    private func isAbove(_ number: Double, _ edge: Double) -> Bool {
        isCut(edge) ? Float(number) > Float(edge) : number > edge
    }

    private func isCut(_ edge: Double) -> Bool {
        guard case .ordered(let cuts) = axis, edge.isFinite else { return false }
        let cell = axis.cell(of: Float(edge))
        return cell < cuts.count && Double(cuts[cell]) == edge
    }
}

/// Numbers that people can read.
package enum Decimals {
    /// The number with the fewest decimals in a range; `nil` for an empty or unbounded one.
    package static func shortest(from low: Double, to high: Double) -> Double? {
        guard low <= high, low.isFinite, high.isFinite else { return nil }
        var scale = 1.0
        for _ in 0..<17 {
            let candidate = (low * scale).rounded(.up) / scale
            if candidate >= low, candidate <= high { return candidate }
            scale *= 10
        }
        return low
    }
}
