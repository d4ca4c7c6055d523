import Foundation

/// Attention by which each position reads those up to itself (Vaswani et al. 2017), over sequences of one length.
struct CausalAttention: Sendable {
    let heads: Int
    /// Of a sequence.
    let length: Int
    /// Units of a head.
    let headWidth: Int

    private var width: Int { heads * headWidth }
    private var scale: Float { 1 / Float(headWidth).squareRoot() }

    /// What was read.
    struct Reading: Sendable {
        /// Queries, keys and values side by side, `[positions × 3 width]`.
        let projected: FloatMatrix
        /// Attention weights, `[sequences × heads × length × length]`.
        let weights: [Float]
        /// What each head read, side by side, `[positions × width]`.
        let read: FloatMatrix
    }

    /// Where one position of one head lies: its query, its attention weights and what it read.
    private struct Place {
        let query, weights, read: Int
        /// How many positions it reads.
        let count: Int
    }

    /// - Parameter projected: Queries, keys and values side by side, `[sequences × length, 3 width]`.
    func reading(_ projected: FloatMatrix) -> Reading {
        let sequences = projected.rows / length
        var weights = [Float](repeating: 0, count: sequences * heads * length * length)
        var read = FloatMatrix(rows: projected.rows, columns: width)
        projected.values.withUnsafeBufferPointer { projected in
            weights.withUnsafeMutableBufferPointer { weights in
                read.values.withUnsafeMutableBufferPointer { read in
                    forEachPlace(sequences) { place in
                        score(place, projected, weights)
                        normalize(weights.extracting(place.weights..<place.weights + place.count))
                        addValues(place, projected, weights, read)
                    }
                }
            }
        }
        return Reading(projected: projected, weights: weights, read: read)
    }

    /// The gradient with respect to queries, keys and values, from that with respect to what was read.
    func gradient(_ gradient: FloatMatrix, _ reading: Reading) -> FloatMatrix {
        var result = FloatMatrix(rows: reading.projected.rows, columns: 3 * width)
        var weightGradient = [Float](repeating: 0, count: length)
        reading.projected.values.withUnsafeBufferPointer { projected in
            reading.weights.withUnsafeBufferPointer { weights in
                gradient.values.withUnsafeBufferPointer { gradient in
                    result.values.withUnsafeMutableBufferPointer { result in
                        forEachPlace(gradient.count / width / length) { place in
                            backThroughValues(place, gradient, projected, weights, result, &weightGradient)
                            backThroughScores(place, weightGradient, projected, weights, result)
                        }
                    }
                }
            }
        }
        return result
    }

    private func forEachPlace(_ sequences: Int, _ body: (Place) -> Void) {
        for sequence in 0..<sequences {
            for head in 0..<heads {
                for position in 0..<length {
                    let row = sequence * length + position
                    body(
                        Place(
                            query: row * 3 * width + head * headWidth,
                            weights: ((sequence * heads + head) * length + position) * length,
                            read: row * width + head * headWidth, count: position + 1))
                }
            }
        }
    }

    /// Where the key of a position that is read lies; its value lies `width` further.
    private func key(_ other: Int, for place: Place) -> Int {
        place.query + (other + 1 - place.count) * 3 * width + width
    }
}

/// The steps of one position of one head, and the same backwards.
extension CausalAttention {
    private func score(
        _ place: Place, _ projected: UnsafeBufferPointer<Float>, _ weights: UnsafeMutableBufferPointer<Float>
    ) {
        for other in 0..<place.count {
            let key = key(other, for: place)
            var product: Float = 0
            for unit in 0..<headWidth { product += projected[place.query + unit] * projected[key + unit] }
            weights[place.weights + other] = product * scale
        }
    }

    private func normalize(_ scores: UnsafeMutableBufferPointer<Float>) {
        let largest = scores.max() ?? 0
        var sum: Float = 0
        for place in scores.indices {
            scores[place] = exp(scores[place] - largest)
            sum += scores[place]
        }
        for place in scores.indices { scores[place] /= sum }
    }

    private func addValues(
        _ place: Place, _ projected: UnsafeBufferPointer<Float>, _ weights: UnsafeMutableBufferPointer<Float>,
        _ read: UnsafeMutableBufferPointer<Float>
    ) {
        for other in 0..<place.count {
            let value = key(other, for: place) + width, weight = weights[place.weights + other]
            for unit in 0..<headWidth { read[place.read + unit] += weight * projected[value + unit] }
        }
    }

    /// - Parameter weightGradient: Becomes the gradient with respect to each attention weight.
    private func backThroughValues(
        _ place: Place, _ gradient: UnsafeBufferPointer<Float>, _ projected: UnsafeBufferPointer<Float>,
        _ weights: UnsafeBufferPointer<Float>, _ result: UnsafeMutableBufferPointer<Float>,
        _ weightGradient: inout [Float]
    ) {
        for other in 0..<place.count {
            let value = key(other, for: place) + width, weight = weights[place.weights + other]
            var product: Float = 0
            for unit in 0..<headWidth {
                product += gradient[place.read + unit] * projected[value + unit]
                result[value + unit] += weight * gradient[place.read + unit]
            }
            weightGradient[other] = product
        }
    }

    private func backThroughScores(
        _ place: Place, _ weightGradient: [Float], _ projected: UnsafeBufferPointer<Float>,
        _ weights: UnsafeBufferPointer<Float>, _ result: UnsafeMutableBufferPointer<Float>
    ) {
        let mean = (0..<place.count).reduce(Float(0)) { $0 + weightGradient[$1] * weights[place.weights + $1] }
        for other in 0..<place.count {
            let key = key(other, for: place)
            let factor = weights[place.weights + other] * (weightGradient[other] - mean) * scale
            for unit in 0..<headWidth {
                result[place.query + unit] += factor * projected[key + unit]
                result[key + unit] += factor * projected[place.query + unit]
            }
        }
    }
}
