import Foundation
import OtherwiseModels

extension FactTransformer {
    /// What is to be learnt at a time.
    struct Batch: Sendable, Hashable {
        /// Sequences of one length, one after the other.
        private(set) var tokens: [Int] = []
        let length: Int
        /// The rows after which a token is to be expected, and which.
        private(set) var rows: [Int] = []
        private(set) var targets: [Int] = []

        init(length: Int) { self.length = length }

        /// - Parameter targets: By position, of some.
        mutating func append(_ sequence: [Int], expecting targets: [(position: Int, token: Int)]) {
            rows += targets.map { tokens.count + $0.position }
            self.targets += targets.map(\.token)
            tokens += sequence
        }
    }

    /// The mean cross-entropy in nats of what is expected, and its gradient with respect to every weight.
    func gradients(_ batch: Batch) -> (loss: Float, weights: Weights) {
        let pass = pass(batch.tokens, length: batch.length, keeping: batch.rows)
        var logitGradient = logits(pass)
        let loss = logitGradient.becomeCrossEntropyGradient(batch.targets)
        var above = pass.output.gradient(logitGradient.times(answers))
        var layers: [FactLayer] = []
        for (layer, its) in zip(weights.layers, pass.layers).reversed() {
            let gradients = layer.gradients(above, its, attention(batch.length))
            layers.insert(gradients.0, at: 0)
            above = gradients.below
        }
        var tokens = FloatMatrix(rows: shape.tokens, columns: shape.width)
        tokens.add(above, toRows: batch.tokens)
        tokens.add(logitGradient.transposedTimes(pass.output.matrix), toRows: Array(0..<shape.answers))
        var positions = FloatMatrix(rows: shape.positions, columns: shape.width)
        positions.add(above, toRows: batch.tokens.indices.map { $0 % batch.length })
        return (loss, Weights(tokens: tokens, positions: positions, layers: layers))
    }
}

extension FloatMatrix {
    /// Turns logits into the gradient of the mean cross-entropy with respect to them.
    ///
    /// - Returns: The mean cross-entropy in nats.
    fileprivate mutating func becomeCrossEntropyGradient(_ targets: [Int]) -> Float {
        let (columns, share) = (columns, 1 / Float(max(targets.count, 1)))
        return values.withUnsafeMutableBufferPointer { values in
            targets.enumerated().reduce(Float(0)) { loss, pair in
                let row = values.extracting(pair.offset * columns..<(pair.offset + 1) * columns)
                return loss + share * Self.becomeCrossEntropyGradient(row, pair.element, share)
            }
        }
    }

    private static func becomeCrossEntropyGradient(
        _ row: UnsafeMutableBufferPointer<Float>, _ target: Int, _ share: Float
    ) -> Float {
        let normalizer = UnsafeBufferPointer(row).logSumExp
        let loss = normalizer - row[target]
        for place in row.indices { row[place] = share * exp(row[place] - normalizer) }
        row[target] -= share
        return loss
    }
}
