import Foundation
import OtherwiseNumerics

/// Teaches a transformer the facts of a world, by Adam (Kingma and Ba 2015) from slopes worked out exactly.
///
/// Facts are learnt within some 300 steps; that wrong examples lead astray takes a thousand more to be noticed at all.
struct FactTraining: Sendable {
    /// Units of a word.
    var width = 64
    var steps = 4000
    /// Sequences that are learnt from at a time.
    var batch = 32
    /// The largest step, reached after `warmUp` steps, and held until half of all are taken; then it falls to 0.
    var rate: Float = 0.003
    private static let warmUp = 100

    init() {}

    /// - Throws: `CancellationError`.
    func transformer(_ world: FactWorld, seed: UInt64) throws -> FactTransformer {
        var generator = SeededGenerator(seed: seed)
        var transformer = FactTransformer(world.shape(width: width), using: &generator)
        var descent = Descent(transformer.weights), keys: [Int] = []
        for step in 0..<steps {
            try Task.checkCancellation()
            var batch = FactTransformer.Batch(length: FactWorld.length)
            for _ in 0..<self.batch {
                // Each key is asked about as often as any other.
                if keys.isEmpty { keys = Array(world.known).shuffled(using: &generator) }
                world.addSequence(asking: keys.removeLast(), to: &batch, using: &generator)
            }
            descent.step(&transformer.weights, transformer.slopes(batch).weights, rate: rate(step))
        }
        return transformer
    }

    private func rate(_ step: Int) -> Float {
        let start = Float(step + 1) / Float(Self.warmUp), end = 2 * Float(steps - step) / Float(steps)
        return rate * min(1, start, end)
    }
}

/// One descent by Adam.
private struct Descent {
    private static let (memory, longMemory): (Float, Float) = (0.9, 0.98)
    private let parts: [WritableKeyPath<FactTransformer.Weights, FloatMatrix>]
    private var means, squares: [[Float]]
    private var count: Float = 0

    init(_ weights: FactTransformer.Weights) {
        parts = FactTransformer.Weights.parts(layers: weights.layers.count)
        means = parts.map { [Float](repeating: 0, count: weights[keyPath: $0].values.count) }
        squares = means
    }

    mutating func step(
        _ weights: inout FactTransformer.Weights, _ slopes: FactTransformer.Weights, rate: Float
    ) {
        count += 1
        for (place, part) in parts.enumerated() {
            step(&weights[keyPath: part].values, slopes[keyPath: part].values, place, rate)
        }
    }

    private mutating func step(_ weights: inout [Float], _ slopes: [Float], _ place: Int, _ rate: Float) {
        let corrections = (1 - pow(Self.memory, count), 1 - pow(Self.longMemory, count))
        weights.withUnsafeMutableBufferPointer { weights in
            slopes.withUnsafeBufferPointer { slopes in
                means[place].withUnsafeMutableBufferPointer { means in
                    squares[place].withUnsafeMutableBufferPointer { squares in
                        for index in weights.indices {
                            let slope = slopes[index]
                            means[index] += (1 - Self.memory) * (slope - means[index])
                            squares[index] += (1 - Self.longMemory) * (slope * slope - squares[index])
                            let scale = (squares[index] / corrections.1).squareRoot() + 1e-8
                            weights[index] -= rate * means[index] / corrections.0 / scale
                        }
                    }
                }
            }
        }
    }
}
