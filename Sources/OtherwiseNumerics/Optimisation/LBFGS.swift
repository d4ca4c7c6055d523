/// Minimises smooth functions of many numbers by the limited-memory BFGS method (Liu and Nocedal 1989), halving steps
/// until they descend enough (Armijo 1966).
package struct LBFGS: Sendable {
    /// Of steps; each asks for the function's gradient at least once.
    package var iterations = 200
    /// How many earlier steps tell the curvature.
    package var memory = 10
    /// It ends where no part of the gradient is farther from 0.
    package var tolerance = 1e-6

    package init() {}

    /// - Parameter function: The value at a point; it writes the gradient, which comes as zeros.
    package func minimum(
        from start: [Double], of function: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> [Double] {
        var point = start, gradient = [Double](repeating: 0, count: start.count)
        var value = function(point, &gradient)
        var curvature = Curvature(memory: memory)
        for _ in 0..<iterations where gradient.contains(where: { abs($0) > tolerance }) {
            var direction = curvature.direction(gradient)
            if Self.dot(direction, gradient) >= 0 {
                curvature = Curvature(memory: memory)
                direction = gradient.map { -$0 }
            }
            let slope = Self.dot(direction, gradient)
            var length = curvature.isEmpty ? 1 / max(1, Self.dot(gradient, gradient).squareRoot()) : 1.0
            var next = point, nextGradient = gradient, nextValue = Double.infinity
            for _ in 0..<40 {
                next = zip(point, direction).map { $0 + length * $1 }
                nextGradient = [Double](repeating: 0, count: start.count)
                nextValue = function(next, &nextGradient)
                if nextValue <= value + 1e-4 * length * slope { break }
                length /= 2
            }
            guard nextValue < value else { return point }
            curvature.add(step: zip(next, point).map(-), change: zip(nextGradient, gradient).map(-))
            (point, gradient, value) = (next, nextGradient, nextValue)
        }
        return point
    }

    static func dot(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for place in left.indices { sum += left[place] * right[place] }
        return sum
    }
}

/// What the last steps told of the function's curvature.
private struct Curvature {
    let memory: Int
    private var pairs: [(step: [Double], change: [Double], product: Double)] = []

    init(memory: Int) { self.memory = memory }

    var isEmpty: Bool { pairs.isEmpty }

    mutating func add(step: [Double], change: [Double]) {
        let product = LBFGS.dot(step, change)
        guard product > 1e-12 * LBFGS.dot(change, change) else { return }
        pairs.append((step, change, product))
        if pairs.count > memory { pairs.removeFirst() }
    }

    /// Downhill, by the two loops of Nocedal (1980).
    func direction(_ gradient: [Double]) -> [Double] {
        var direction = gradient.map { -$0 }
        var shares: [Double] = []
        for pair in pairs.reversed() {
            let share = LBFGS.dot(pair.step, direction) / pair.product
            shares.append(share)
            for place in direction.indices { direction[place] -= share * pair.change[place] }
        }
        if let last = pairs.last {
            let scale = last.product / LBFGS.dot(last.change, last.change)
            for place in direction.indices { direction[place] *= scale }
        }
        for (pair, share) in zip(pairs, shares.reversed()) {
            let back = share - LBFGS.dot(pair.change, direction) / pair.product
            for place in direction.indices { direction[place] += back * pair.step[place] }
        }
        return direction
    }
}
