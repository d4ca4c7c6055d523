import OtherwiseNumerics

/// A small transformer that expects a token after each of a few.
///
/// A token is embedded as it is expected: the same vectors stand for both.
struct FactTransformer: Sendable, Hashable {
    /// How large it is.
    struct Shape: Sendable, Hashable {
        /// Words it reads, the first of which are those it expects.
        let tokens, answers: Int
        /// Positions it can read.
        let positions: Int
        /// Units of a token; a multiple of `headWidth`.
        let width: Int
        let layers = 2
        let headWidth = 16

        var heads: Int { width / headWidth }
        var hidden: Int { 4 * width }
    }

    /// All that is learnt; or the gradient of a loss with respect to it.
    struct Weights: Sendable, Hashable {
        /// Embeddings, `[tokens × width]` and `[positions × width]`.
        var tokens, positions: FloatMatrix
        var layers: [FactLayer]

        /// Where its matrices are, in a fixed order.
        static func parts(layers: Int) -> [WritableKeyPath<Weights, FloatMatrix>] {
            [\.tokens, \.positions]
                + (0..<layers).flatMap { layer -> [WritableKeyPath<Weights, FloatMatrix>] in
                    [
                        \.layers[layer].queryKeyValue, \.layers[layer].output, \.layers[layer].upProjection,
                        \.layers[layer].downProjection,
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
            tokens: draw(shape.tokens, width, Self.spread), positions: draw(shape.positions, width, Self.spread),
            layers: (0..<shape.layers).map { _ in
                FactLayer(
                    queryKeyValue: draw(width, 3 * width, full), output: draw(width, width, full / 2),
                    upProjection: draw(width, hidden, full),
                    downProjection: draw(hidden, width, 0.5 / Double(hidden).squareRoot()))
            })
    }

    /// The way through all layers.
    struct Pass: Sendable {
        let embedded: FloatMatrix
        let layers: [FactLayer.Pass]
        let output: RootMeanSquareNorm
    }

    /// - Parameters:
    ///   - tokens: Sequences of one length, one after the other.
    ///   - length: At most as many as there are positions.
    ///   - kept: The rows after which a token is to be expected.
    func pass(_ tokens: [Int], length: Int, keeping kept: [Int]) -> Pass {
        var embedded = weights.tokens.selecting(tokens)
        embedded += weights.positions.selecting(tokens.indices.map { $0 % length })
        var rows = embedded, passes: [FactLayer.Pass] = []
        for (place, layer) in weights.layers.enumerated() {
            let isLast = place == weights.layers.count - 1
            let pass = layer.pass(rows, attention(length), keeping: isLast ? kept : Array(tokens.indices))
            rows = pass.result
            passes.append(pass)
        }
        return Pass(embedded: embedded, layers: passes, output: RootMeanSquareNorm(rows))
    }

    func attention(_ length: Int) -> CausalAttention {
        CausalAttention(heads: shape.heads, length: length, headWidth: shape.headWidth)
    }

    /// The embeddings of the tokens that can be expected, `[answers × width]`.
    var answers: FloatMatrix {
        FloatMatrix(
            rows: shape.answers, columns: shape.width,
            values: Array(weights.tokens.values.prefix(shape.answers * shape.width)))
    }

    /// How much each token is expected after each row that was kept, `[kept × answers]`.
    func logits(_ pass: Pass) -> FloatMatrix { pass.output.matrix.timesTransposed(answers) }
}
