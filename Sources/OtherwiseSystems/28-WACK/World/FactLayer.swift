/// One layer of a transformer: attention, then a feed-forward part, each on normalised rows and added to what came in.
///
/// As weights and as slopes of a loss along them.
struct FactLayer: Sendable, Hashable {
    /// To queries, keys and values side by side, `[width × 3 width]`.
    var projecting: FloatMatrix
    /// What the heads read, mixed, `[width × width]`.
    var mixing: FloatMatrix
    /// `[width × hidden]`.
    var widening: FloatMatrix
    /// `[hidden × width]`.
    var narrowing: FloatMatrix

    /// What came about on the way through, which the way back needs.
    struct Pass: Sendable {
        let entered, widened: NormalizedRows
        let reading: CausalAttention.Reading
        let context, hidden: FloatMatrix
        /// The rows that went beyond the attention.
        let kept: [Int]
        /// What the feed-forward part adds, and what leaves the layer, `[kept × width]`.
        let added, result: FloatMatrix
    }

    /// - Parameter kept: The rows of which the result is wanted.
    func pass(_ rows: FloatMatrix, _ attention: CausalAttention, keeping kept: [Int]) -> Pass {
        let entered = NormalizedRows(rows)
        let reading = attention.reading(entered.matrix.times(projecting))
        let context = reading.read.selecting(kept)
        var result = rows.selecting(kept)
        result += context.times(mixing)
        let widened = NormalizedRows(result)
        let hidden = widened.matrix.times(widening).rectified()
        let added = hidden.times(narrowing)
        result += added
        return Pass(
            entered: entered, widened: widened, reading: reading, context: context, hidden: hidden, kept: kept,
            added: added, result: result)
    }

    /// The way back.
    ///
    /// - Parameter above: How steeply a loss rises with what leaves the layer.
    /// - Returns: How steeply it rises with the weights, and with what enters the layer.
    func slopes(_ above: FloatMatrix, _ pass: Pass, _ attention: CausalAttention) -> (FactLayer, below: FloatMatrix) {
        let hidden = above.timesTransposed(narrowing).kept(where: pass.hidden)
        var middle = pass.widened.slope(hidden.timesTransposed(widening))
        middle += above
        var read = FloatMatrix(rows: pass.reading.read.rows, columns: middle.columns)
        read.add(middle.timesTransposed(mixing), toRows: pass.kept)
        let projected = attention.slope(read, pass.reading)
        var below = pass.entered.slope(projected.timesTransposed(projecting))
        below.add(middle, toRows: pass.kept)
        let weights = FactLayer(
            projecting: pass.entered.matrix.transposedTimes(projected), mixing: pass.context.transposedTimes(middle),
            widening: pass.widened.matrix.transposedTimes(hidden), narrowing: pass.hidden.transposedTimes(above))
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
