import Foundation
import OtherwiseNumerics

/// Teaches a transformer the facts of a world, by Adam, from gradients by backpropagation in single precision.
///
/// Facts are learnt within some 300 steps; that wrong examples lead astray takes a thousand more to be noticed at all.
struct FactTraining: Sendable {
    /// Units of a token.
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
            descent.step(&transformer.weights, transformer.gradients(batch).weights, rate: rate(step))
        }
        return transformer
    }

    private func rate(_ step: Int) -> Float {
        let start = Float(step + 1) / Float(Self.warmUp), end = 2 * Float(steps - step) / Float(steps)
        return rate * min(1, start, end)
    }
}

/// One descent by Adam (Kingma and Ba 2015).
///
/// `beta2` is 0.98, with which Vaswani et al. (2017) train transformers, rather than the 0.999 of the first paper.
private struct Descent {
    private static let (beta1, beta2): (Float, Float) = (0.9, 0.98)
    private let parts: [WritableKeyPath<FactTransformer.Weights, FloatMatrix>]
    private var means, squares: [[Float]]
    private var count: Float = 0

    init(_ weights: FactTransformer.Weights) {
        parts = FactTransformer.Weights.parts(layers: weights.layers.count)
        means = parts.map { [Float](repeating: 0, count: weights[keyPath: $0].values.count) }
        squares = means
    }

    mutating func step(
        _ weights: inout FactTransformer.Weights, _ gradients: FactTransformer.Weights, rate: Float
    ) {
        count += 1
        for (place, part) in parts.enumerated() {
            step(&weights[keyPath: part].values, gradients[keyPath: part].values, place, rate)
        }
    }

    private mutating func step(_ weights: inout [Float], _ gradients: [Float], _ place: Int, _ rate: Float) {
        let corrections = (1 - pow(Self.beta1, count), 1 - pow(Self.beta2, count))
        weights.withUnsafeMutableBufferPointer { weights in
            gradients.withUnsafeBufferPointer { gradients in
                means[place].withUnsafeMutableBufferPointer { means in
                    squares[place].withUnsafeMutableBufferPointer { squares in
                        for index in weights.indices {
                            let gradient = gradients[index]
                            means[index] += (1 - Self.beta1) * (gradient - means[index])
                            squares[index] += (1 - Self.beta2) * (gradient * gradient - squares[index])
                            let scale = (squares[index] / corrections.1).squareRoot() + 1e-8
                            weights[index] -= rate * means[index] / corrections.0 / scale
                        }
                    }
                }
            }
        }
    }
}
