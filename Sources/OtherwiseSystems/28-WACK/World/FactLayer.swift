/// One layer of a transformer: attention, then a feed-forward part, each on normalised rows and added to what came in.
///
/// As weights, and as the gradient of a loss with respect to them.
struct FactLayer: Sendable, Hashable {
    /// To queries, keys and values side by side, `[width × 3 width]`.
    var queryKeyValue: FloatMatrix
    /// From what the heads read side by side to what is added to each row, `[width × width]`.
    var output: FloatMatrix
    /// `[width × hidden]`.
    var upProjection: FloatMatrix
    /// `[hidden × width]`.
    var downProjection: FloatMatrix

    /// What came about on the way through, which the way back needs.
    struct Pass: Sendable {
        let attentionNorm, feedForwardNorm: RootMeanSquareNorm
        let reading: CausalAttention.Reading
        let context, hidden: FloatMatrix
        /// The rows that went beyond the attention.
        let kept: [Int]
        /// What the feed-forward part adds, and what leaves the layer, `[kept × width]`.
        let added, result: FloatMatrix
    }

    /// - Parameter kept: The rows of which the result is wanted.
    func pass(_ rows: FloatMatrix, _ attention: CausalAttention, keeping kept: [Int]) -> Pass {
        let attentionNorm = RootMeanSquareNorm(rows)
        let reading = attention.reading(attentionNorm.matrix.times(queryKeyValue))
        let context = reading.read.selecting(kept)
        var result = rows.selecting(kept)
        result += context.times(output)
        let feedForwardNorm = RootMeanSquareNorm(result)
        let hidden = feedForwardNorm.matrix.times(upProjection).rectified()
        let added = hidden.times(downProjection)
        result += added
        return Pass(
            attentionNorm: attentionNorm, feedForwardNorm: feedForwardNorm, reading: reading, context: context,
            hidden: hidden, kept: kept,
            added: added, result: result)
    }

    /// The way back, by backpropagation.
    ///
    /// - Parameter above: The gradient with respect to what leaves the layer.
    /// - Returns: The gradients with respect to the weights and to what enters the layer.
    func gradients(_ above: FloatMatrix, _ pass: Pass, _ attention: CausalAttention) -> (FactLayer, below: FloatMatrix)
    {
        let hidden = above.timesTransposed(downProjection).kept(where: pass.hidden)
        var middle = pass.feedForwardNorm.gradient(hidden.timesTransposed(upProjection))
        middle += above
        var read = FloatMatrix(rows: pass.reading.read.rows, columns: middle.columns)
        read.add(middle.timesTransposed(output), toRows: pass.kept)
        let projected = attention.gradient(read, pass.reading)
        var below = pass.attentionNorm.gradient(projected.timesTransposed(queryKeyValue))
        below.add(middle, toRows: pass.kept)
        let weights = FactLayer(
            queryKeyValue: pass.attentionNorm.matrix.transposedTimes(projected),
            output: pass.context.transposedTimes(middle),
            upProjection: pass.feedForwardNorm.matrix.transposedTimes(hidden),
            downProjection: pass.hidden.transposedTimes(above))
        return (weights, below)
    }
}

extension FloatMatrix {
    /// Without what is below 0.
    fileprivate func rectified() -> FloatMatrix {
        FloatMatrix(rows: rows, columns: columns, values: values.map { max($0, 0) })
    }

    /// With 0 where another matrix is not above it.
    fileprivate func kept(where other: FloatMatrix) -> FloatMatrix {
        var result = self
        result.values.withUnsafeMutableBufferPointer { values in
            other.values.withUnsafeBufferPointer { other in
                for place in values.indices where other[place] <= 0 { values[place] = 0 }
            }
        }
        return result
    }
}
