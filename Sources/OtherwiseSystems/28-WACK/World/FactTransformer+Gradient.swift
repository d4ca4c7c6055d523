import Foundation
import OtherwiseModels

extension FactTransformer {
    /// What is to be learnt at a time.
    struct Batch: Sendable, Hashable {
        /// Sequences of one length, one after the other.
        private(set) var words: [Int] = []
        let length: Int
        /// The rows after which a word is to be expected, and which.
        private(set) var rows: [Int] = []
        private(set) var targets: [Int] = []

        init(length: Int) { self.length = length }

        /// - Parameter targets: By position, of some.
        mutating func append(_ sequence: [Int], expecting targets: [(position: Int, word: Int)]) {
            rows += targets.map { words.count + $0.position }
            self.targets += targets.map(\.word)
            words += sequence
        }
    }

    /// The mean cross-entropy in nats of what is expected, and how steeply it rises with every weight.
    func slopes(_ batch: Batch) -> (loss: Float, weights: Weights) {
        let pass = pass(batch.words, length: batch.length, keeping: batch.rows)
        var errors = logits(pass)
        let loss = errors.becomeErrors(batch.targets)
        var above = pass.output.slope(errors.times(answers))
        var layers: [FactLayer] = []
        for (layer, its) in zip(weights.layers, pass.layers).reversed() {
            let slopes = layer.slopes(above, its, attention(batch.length))
            layers.insert(slopes.0, at: 0)
            above = slopes.below
        }
        var words = FloatMatrix(rows: shape.words, columns: shape.width)
        words.add(above, toRows: batch.words)
        words.add(errors.transposedTimes(pass.output.matrix), toRows: Array(0..<shape.answers))
        var positions = FloatMatrix(rows: shape.positions, columns: shape.width)
        positions.add(above, toRows: batch.words.indices.map { $0 % batch.length })
        return (loss, Weights(words: words, positions: positions, layers: layers))
    }
}

extension FloatMatrix {
    /// Turns logits into how steeply the mean cross-entropy rises with them.
    ///
    /// - Returns: The mean cross-entropy in nats.
    fileprivate mutating func becomeErrors(_ targets: [Int]) -> Float {
        let (columns, share) = (columns, 1 / Float(max(targets.count, 1)))
        return values.withUnsafeMutableBufferPointer { values in
            targets.enumerated().reduce(Float(0)) { loss, pair in
                let row = values.extracting(pair.offset * columns..<(pair.offset + 1) * columns)
                return loss + share * Self.becomeErrors(row, pair.element, share)
            }
        }
    }

    private static func becomeErrors(_ row: UnsafeMutableBufferPointer<Float>, _ target: Int, _ share: Float) -> Float {
        let normalizer = UnsafeBufferPointer(row).logSumExp
        let loss = normalizer - row[target]
        for place in row.indices { row[place] = share * exp(row[place] - normalizer) }
        row[target] -= share
        return loss
    }
}
