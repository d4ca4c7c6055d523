import Foundation
package import OtherwiseCore

/// A network over the raw features of a table: what a pipeline of encoders and dense layers amounts to.
///
/// ```
/// z[0] = base + Σ over features of term(value)
/// z[l] = biases + weights · activation(z[l − 1])
/// ```
///
/// The last `z` holds the raw scores. A linear model has no hidden layer: its first sums are its raw scores.
package struct FeatureNetwork: Sendable {
    /// What the first sums start from, `[units]`.
    package var base: [Double]
    /// The sum of the magnitudes that went into `base`, `[units]`.
    package var baseMagnitudes: [Double]
    /// What each feature adds to the first sums, in the order of the features.
    package var terms: [Term]
    package var layers: [Layer]
    /// How often a first sum rounds, the encoding included.
    package var roundings: Int

    /// What a value adds to the first sums, and the sum of the magnitudes of what was added up for it.
    package struct Effect: Sendable, Hashable {
        /// `[units]`.
        package var sums: [Double]
        /// `[units]`; at least the magnitudes of `sums`.
        package var magnitudes: [Double]

        package init(sums: [Double], magnitudes: [Double]) {
            self.sums = sums
            self.magnitudes = magnitudes
        }
    }

    /// What a feature adds to the first sums.
    package struct Term: Sendable {
        /// For a number `slope · x + offset`: the effect of one unit, and of 0.
        package var number: (slope: Effect, offset: Effect)?
        /// The values that are listed: categories, numbers that are encoded by steps, and missing, where the model
        /// has an answer for it.
        package var listed: [Value: Effect]

        package init(number: (slope: Effect, offset: Effect)? = nil, listed: [Value: Effect]) {
            self.number = number
            self.listed = listed
        }
    }

    /// A hidden layer's activation and the sums behind it.
    package struct Layer: Sendable, Hashable {
        package var activation: Activation
        /// Row-major `[outputs × inputs]`.
        package var weights: [Double]
        /// The magnitudes that went into each weight; its own, unless several maps were made one.
        package var weightMagnitudes: [Double]
        /// `[outputs]`.
        package var biases: [Double]
        /// The sum of the magnitudes that went into each bias, `[outputs]`.
        package var biasMagnitudes: [Double]
        /// How often a sum rounds.
        package var roundings: Int

        package init(
            _ activation: Activation, weights: [Double], weightMagnitudes: [Double]? = nil, biases: [Double],
            biasMagnitudes: [Double]? = nil, roundings: Int? = nil
        ) {
            self.activation = activation
            self.weights = weights
            self.weightMagnitudes = weightMagnitudes ?? weights.map(abs)
            self.biases = biases
            self.biasMagnitudes = biasMagnitudes ?? biases.map(abs)
            self.roundings = roundings ?? weights.count / max(biases.count, 1) + 2
        }

        package var outputs: Int { biases.count }
        package var inputs: Int { weights.count / max(biases.count, 1) }
    }

    package init(
        base: [Double], baseMagnitudes: [Double]? = nil, terms: [Term], layers: [Layer] = [], roundings: Int? = nil
    ) {
        self.base = base
        self.baseMagnitudes = baseMagnitudes ?? base.map(abs)
        self.terms = terms
        self.layers = layers
        self.roundings = roundings ?? terms.count + 2
    }

    /// The number of raw scores.
    package var outputs: Int { layers.last?.outputs ?? base.count }
    package var hiddenUnits: Int { layers.reduce(0) { $0 + $1.inputs } }

    /// The first sums of a row; `nil` for a value that the network has no answer for.
    package func firstSums(of values: [Value]) -> [Double]? {
        var sums = base
        for (term, value) in zip(terms, values) {
            guard let effect = term.effect(of: value) else { return nil }
            for unit in sums.indices { sums[unit] += effect.sums[unit] }
        }
        return sums
    }

    /// The raw scores that first sums lead to, `[outputs]`.
    package func scores(from firstSums: [Double]) -> [Double] {
        layers.reduce(firstSums) { $1.sums(of: $0.map($1.activation.callAsFunction)) }
    }
}

extension FeatureNetwork {
    /// How a weighted sum of the raw scores changes with the first sums, `[units]`.
    package func gradient(of weights: [Double], at firstSums: [Double]) -> [Double] {
        var hidden: [[Double]] = []
        var sums = firstSums
        for layer in layers {
            hidden.append(sums)
            sums = layer.sums(of: sums.map(layer.activation.callAsFunction))
        }
        return zip(layers, hidden).reversed().reduce(weights) { weights, step in
            step.1.indices.map { unit in
                let sum = weights.indices.reduce(0) { $0 + weights[$1] * step.0.weights[$1 * step.1.count + unit] }
                return sum * step.0.activation.slope(at: step.1[unit])
            }
        }
    }
}

extension FeatureNetwork.Term {
    /// What a value adds; `nil` for one that the model has no answer for.
    package func effect(of value: Value) -> FeatureNetwork.Effect? {
        if let effect = listed[value] { return effect }
        guard let number, let x = value.number else { return nil }
        return FeatureNetwork.Effect(
            sums: zip(number.slope.sums, number.offset.sums).map { $0 * x + $1 },
            magnitudes: zip(number.slope.magnitudes, number.offset.magnitudes).map { $0 * abs(x) + $1 })
    }
}

extension FeatureNetwork.Layer {
    /// `biases + weights · inputs`.
    package func sums(of inputs: [Double]) -> [Double] {
        biases.indices.map { output in
            let row = output * inputs.count
            var sum = biases[output]
            for input in inputs.indices { sum += weights[row + input] * inputs[input] }
            return sum
        }
    }
}

/// What a hidden unit makes of its sum. All rise, and by at most as much as the sum does.
package enum Activation: String, Sendable, Hashable, CaseIterable {
    case relu = "Relu"
    case tanh = "Tanh"
    case logistic = "Sigmoid"

    package func callAsFunction(_ sum: Double) -> Double {
        switch self {
        case .relu: max(sum, 0)
        case .tanh: Foundation.tanh(sum)
        case .logistic: 1 / (1 + exp(-sum))
        }
    }

    /// The derivative; at the kink that of the left side.
    package func slope(at sum: Double) -> Double {
        switch self {
        case .relu: return sum > 0 ? 1 : 0
        case .tanh:
            let value = Foundation.tanh(sum)
            return 1 - value * value
        case .logistic: return self(sum) * self(-sum)
        }
    }
}
