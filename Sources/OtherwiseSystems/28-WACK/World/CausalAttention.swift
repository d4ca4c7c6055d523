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
        /// How much each position reads of each other, `[sequences × heads × length × length]`.
        let shares: [Float]
        /// What each head read, side by side, `[positions × width]`.
        let read: FloatMatrix
    }

    /// Where one position of one head lies: its query, its shares and what it read.
    private struct Place {
        let query, shares, read: Int
        /// How many positions it reads.
        let count: Int
    }

    /// - Parameter projected: Queries, keys and values side by side, `[sequences × length, 3 width]`.
    func reading(_ projected: FloatMatrix) -> Reading {
        let sequences = projected.rows / length
        var shares = [Float](repeating: 0, count: sequences * heads * length * length)
        var read = FloatMatrix(rows: projected.rows, columns: width)
        projected.values.withUnsafeBufferPointer { projected in
            shares.withUnsafeMutableBufferPointer { shares in
                read.values.withUnsafeMutableBufferPointer { read in
                    forEachPlace(sequences) { place in
                        score(place, projected, shares)
                        normalize(shares.extracting(place.shares..<place.shares + place.count))
                        mix(place, projected, shares, read)
                    }
                }
            }
        }
        return Reading(projected: projected, shares: shares, read: read)
    }

    /// How steeply a loss rises with queries, keys and values, from how steeply with what was read.
    func slope(_ slope: FloatMatrix, _ reading: Reading) -> FloatMatrix {
        var result = FloatMatrix(rows: reading.projected.rows, columns: 3 * width)
        var steepness = [Float](repeating: 0, count: length)
        reading.projected.values.withUnsafeBufferPointer { projected in
            reading.shares.withUnsafeBufferPointer { shares in
                slope.values.withUnsafeBufferPointer { slope in
                    result.values.withUnsafeMutableBufferPointer { result in
                        forEachPlace(slope.count / width / length) { place in
                            unmix(place, slope, projected, shares, result, &steepness)
                            unscore(place, steepness, projected, shares, result)
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
                            shares: ((sequence * heads + head) * length + position) * length,
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
        _ place: Place, _ projected: UnsafeBufferPointer<Float>, _ shares: UnsafeMutableBufferPointer<Float>
    ) {
        for other in 0..<place.count {
            let key = key(other, for: place)
            var product: Float = 0
            for unit in 0..<headWidth { product += projected[place.query + unit] * projected[key + unit] }
            shares[place.shares + other] = product * scale
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

    private func mix(
        _ place: Place, _ projected: UnsafeBufferPointer<Float>, _ shares: UnsafeMutableBufferPointer<Float>,
        _ read: UnsafeMutableBufferPointer<Float>
    ) {
        for other in 0..<place.count {
            let value = key(other, for: place) + width, share = shares[place.shares + other]
            for unit in 0..<headWidth { read[place.read + unit] += share * projected[value + unit] }
        }
    }

    /// - Parameter steepness: Becomes how steeply the loss rises with each share.
    private func unmix(
        _ place: Place, _ slope: UnsafeBufferPointer<Float>, _ projected: UnsafeBufferPointer<Float>,
        _ shares: UnsafeBufferPointer<Float>, _ result: UnsafeMutableBufferPointer<Float>, _ steepness: inout [Float]
    ) {
        for other in 0..<place.count {
            let value = key(other, for: place) + width, share = shares[place.shares + other]
            var product: Float = 0
            for unit in 0..<headWidth {
                product += slope[place.read + unit] * projected[value + unit]
                result[value + unit] += share * slope[place.read + unit]
            }
            steepness[other] = product
        }
    }

    private func unscore(
        _ place: Place, _ steepness: [Float], _ projected: UnsafeBufferPointer<Float>,
        _ shares: UnsafeBufferPointer<Float>, _ result: UnsafeMutableBufferPointer<Float>
    ) {
        let mean = (0..<place.count).reduce(Float(0)) { $0 + steepness[$1] * shares[place.shares + $1] }
        for other in 0..<place.count {
            let key = key(other, for: place)
            let factor = shares[place.shares + other] * (steepness[other] - mean) * scale
            for unit in 0..<headWidth {
                result[place.query + unit] += factor * projected[key + unit]
                result[key + unit] += factor * projected[place.query + unit]
            }
        }
    }
}
