extension FeatureNetwork {
    /// How far the model's raw scores can lie from those of exact arithmetic, when it computes in single precision.
    ///
    /// A sum of `n` products in any order is off by at most `(n + 2) · 2⁻²⁴` of the sum of their magnitudes (Higham
    /// 2002, 3.1); an encoder rounds each of its columns at most six times, an activation four times. Errors are carried
    /// on by the magnitudes of the weights, for no activation stretches them.
    ///
    /// - Parameters:
    ///   - magnitudes: For each first sum the largest sum of magnitudes that the rows in question have.
    ///   - ranges: Where the first sums lie.
    /// - Returns: `[outputs]`.
    package func rounding(magnitudes: [Double], ranges: [ClosedRange<Double>]) -> [Double] {
        var errors = magnitudes.map { Self.unitRoundoff * Double(roundings) * $0 }
        var ranges = ranges
        for layer in layers {
            let inputs = ranges.map { layer.activation($0.lowerBound)...layer.activation($0.upperBound) }
            let reach = inputs.map { max(abs($0.lowerBound), abs($0.upperBound)) }
            let carried = zip(errors, reach).map { $0 + 4 * Self.unitRoundoff * $1 }
            let sums = layer.absoluteSums(of: reach)
            errors = zip(layer.absoluteSums(of: carried, biases: false), sums).map {
                $0 + Self.unitRoundoff * Double(layer.roundings) * $1
            }
            ranges = layer.ranges(of: inputs)
        }
        return errors
    }

    /// How often an encoder rounds a column: the number itself, a difference, a product, and three casts.
    static let encoderRoundings = 6

    /// Half the distance from 1 to the next `Float`.
    package static let unitRoundoff = Double(Float.ulpOfOne) / 2
}

extension FeatureNetwork.Layer {
    /// Where the sums lie when the inputs lie in `inputs`.
    package func ranges(of inputs: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
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

    /// The sums with every weight replaced by its magnitude.
    fileprivate func absoluteSums(of inputs: [Double], biases: Bool = true) -> [Double] {
        biasMagnitudes.indices.map { output in
            inputs.indices.reduce(biases ? biasMagnitudes[output] : 0) {
                $0 + weightMagnitudes[output * inputs.count + $1] * inputs[$1]
            }
        }
    }
}
