extension FeatureNetwork {
    /// How far the model's raw scores can lie from those of exact arithmetic, when it computes in single precision.
    ///
    /// A sum of `n` products in any order is off by at most `(n + 2) · 2⁻²⁴` of the sum of their magnitudes (Higham
    /// 2002, 3.1), where products with 0 do not count; an encoder rounds each of its columns at most six times, an
    /// activation four times. Errors are carried on by the magnitudes of the weights, for no activation stretches them.
    ///
    /// - Parameters:
    ///   - magnitudes: For each first sum the largest sum of magnitudes that the rows in question have.
    ///   - sums: Where the first sums and the sums of every hidden layer lie, by layer; see `ranges(from:)`.
    /// - Returns: `[outputs]`.
    package func rounding(magnitudes: [Double], sums: [[ClosedRange<Double>]]) -> [Double] {
        var errors = magnitudes.map { Self.unitRoundoff * Double(roundings) * $0 }
        for (layer, ranges) in zip(layers, sums) {
            // A rectifier that is off by more than its error gives exactly 0.
            let isOff = zip(ranges, errors).map { layer.activation == .relu && $0.upperBound + $1 < 0 }
            let reach = zip(ranges, isOff).map { range, isOff in
                isOff ? 0 : max(abs(layer.activation(range.lowerBound)), abs(layer.activation(range.upperBound)))
            }
            let carried = errors.indices.map { isOff[$0] ? 0 : errors[$0] + 4 * Self.unitRoundoff * reach[$0] }
            let roundings = layer.roundings - isOff.count { $0 }
            let magnitudes = zip(layer.absoluteSums(of: reach), layer.biasMagnitudes).map(+)
            errors = zip(layer.absoluteSums(of: carried), magnitudes).map {
                $0 + Self.unitRoundoff * Double(roundings) * $1
            }
        }
        return errors
    }

    /// For each raw score the most that the magnitudes of what is summed to it add up to.
    ///
    /// - Parameters:
    ///   - first: The same of each first sum.
    ///   - sums: Where every sum lies, by layer.
    package func magnitudes(first: [Double], sums: [[ClosedRange<Double>]]) -> [Double] {
        guard let last = layers.last else { return first }
        let reach = sums[layers.count - 1].map { range in
            max(abs(last.activation(range.lowerBound)), abs(last.activation(range.upperBound)))
        }
        return zip(last.absoluteSums(of: reach), last.biasMagnitudes).map(+)
    }

    /// Where all sums lie when the first ones lie in `first`: those of every layer, and the raw scores at the end.
    package func ranges(from first: [ClosedRange<Double>]) -> [[ClosedRange<Double>]] {
        layers.reduce(into: [first]) { sums, layer in
            let inputs = sums[sums.count - 1].map { layer.activation($0.lowerBound)...layer.activation($0.upperBound) }
            sums.append(layer.ranges(of: inputs))
        }
    }

    /// How often an encoder rounds a column: the number itself, a difference, a product, and three casts.
    static let encoderRoundings = 6

    /// Half the distance from 1 to the next `Float`.
    package static let unitRoundoff = Double(Float.ulpOfOne) / 2
}

extension FeatureNetwork.Layer {
    /// Where the sums lie when the inputs lie in `inputs`.
    fileprivate func ranges(of inputs: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
        biases.indices.map { output in
            var (low, high) = (biases[output], biases[output])
            for (input, range) in inputs.enumerated() {
                let weight = weights[output * inputs.count + input]
                low += weight * (weight > 0 ? range.lowerBound : range.upperBound)
                high += weight * (weight > 0 ? range.upperBound : range.lowerBound)
            }
            return low...max(low, high)
        }
    }

    /// The products with the magnitudes of the weights, without the biases.
    fileprivate func absoluteSums(of inputs: [Double]) -> [Double] {
        biases.indices.map { output in
            inputs.indices.reduce(0) { $0 + weightMagnitudes[output * inputs.count + $1] * inputs[$1] }
        }
    }
}
