import OtherwiseNumerics

/// A small transformer that expects a word after each of a few.
///
/// A word is embedded as it is expected: the same vectors stand for both.
struct FactTransformer: Sendable, Hashable {
    /// How large it is.
    struct Shape: Sendable, Hashable {
        /// Words it reads, the first of which are those it expects.
        let words, answers: Int
        /// Positions it can read.
        let positions: Int
        /// Units of a word; a multiple of `headWidth`.
        let width: Int
        let layers = 2
        let headWidth = 16

        var heads: Int { width / headWidth }
        var hidden: Int { 4 * width }
    }

    /// All that is learnt; or how steeply a loss rises with it.
    struct Weights: Sendable, Hashable {
        /// `[words × width]` and `[positions × width]`.
        var words, positions: FloatMatrix
        var layers: [FactLayer]

        /// Where its matrices are, in a fixed order.
        static func parts(layers: Int) -> [WritableKeyPath<Weights, FloatMatrix>] {
            [\.words, \.positions]
                + (0..<layers).flatMap { layer -> [WritableKeyPath<Weights, FloatMatrix>] in
                    [
                        \.layers[layer].projecting, \.layers[layer].mixing, \.layers[layer].widening,
                        \.layers[layer].narrowing,
                    ]
                }
        }
    }

    let shape: Shape
    var weights: Weights

    /// How far embeddings are from 0 before anything is learnt.
    private static let spread = 0.1

    /// One that has learnt nothing.
    init(_ shape: Shape, using generator: inout SeededGenerator) {
        func draw(_ rows: Int, _ columns: Int, _ spread: Double) -> FloatMatrix {
            let values = generator.normals(rows * columns).map { Float($0 * spread) }
            return FloatMatrix(rows: rows, columns: columns, values: values)
        }
        let (width, hidden) = (shape.width, shape.hidden)
        let full = 1 / Double(width).squareRoot()
        self.shape = shape
        weights = Weights(
            words: draw(shape.words, width, Self.spread), positions: draw(shape.positions, width, Self.spread),
            layers: (0..<shape.layers).map { _ in
                FactLayer(
                    projecting: draw(width, 3 * width, full), mixing: draw(width, width, full / 2),
                    widening: draw(width, hidden, full),
                    narrowing: draw(hidden, width, 0.5 / Double(hidden).squareRoot()))
            })
    }

    /// The way through all layers.
    struct Pass: Sendable {
        let embedded: FloatMatrix
        let layers: [FactLayer.Pass]
        let output: NormalizedRows
    }

    /// - Parameters:
    ///   - words: Sequences of one length, one after the other.
    ///   - length: At most as many as there are positions.
    ///   - kept: The rows after which a word is to be expected.
    func pass(_ words: [Int], length: Int, keeping kept: [Int]) -> Pass {
        var embedded = weights.words.selecting(words)
        embedded += weights.positions.selecting(words.indices.map { $0 % length })
        var rows = embedded, passes: [FactLayer.Pass] = []
        for (place, layer) in weights.layers.enumerated() {
            let isLast = place == weights.layers.count - 1
            let pass = layer.pass(rows, attention(length), keeping: isLast ? kept : Array(words.indices))
            rows = pass.result
            passes.append(pass)
        }
        return Pass(embedded: embedded, layers: passes, output: NormalizedRows(rows))
    }

    func attention(_ length: Int) -> CausalAttention {
        CausalAttention(heads: shape.heads, length: length, headWidth: shape.headWidth)
    }

    /// The embeddings of the words that can be expected, `[answers × width]`.
    var answers: FloatMatrix {
        FloatMatrix(
            rows: shape.answers, columns: shape.width,
            values: Array(weights.words.values.prefix(shape.answers * shape.width)))
    }

    /// How much each word is expected after each row that was kept, `[kept × answers]`.
    func logits(_ pass: Pass) -> FloatMatrix { pass.output.matrix.timesTransposed(answers) }
}
