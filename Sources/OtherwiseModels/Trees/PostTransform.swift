import Foundation

/// What turns raw scores into the scores that a model returns.
///
/// In single precision and in the form of ONNX Runtime, so that the results agree to the last digits.
package enum PostTransform: String, Sendable, Hashable {
    case none = "NONE"
    case logistic = "LOGISTIC"
    case softmax = "SOFTMAX"
    /// Softmax that leaves zeros alone.
    case softmaxZero = "SOFTMAX_ZERO"
    case probit = "PROBIT"

    /// Transforms the scores of one row in place.
    package func apply(to scores: inout [Float], row: Range<Int>) {
        switch self {
        case .none: break
        case .logistic: for index in row { scores[index] = Self.logistic(scores[index]) }
        case .probit: for index in row { scores[index] = Self.probit(scores[index]) }
        case .softmax: Self.softmax(&scores, row)
        case .softmaxZero: Self.softmaxZero(&scores, row)
        }
    }

    /// `1 / (1 + e^-x)`, from the side on which the exponential cannot overflow.
    package static func logistic(_ score: Float) -> Float {
        let positive = 1 / (1 + exp(-abs(score)))
        return score < 0 ? 1 - positive : positive
    }

    /// The inverse of the normal distribution function, by Winitzki's approximation of the inverse error function.
    package static func probit(_ score: Float) -> Float {
        let x = 2 * score - 1
        let logarithm = log((1 - x) * (1 + x))
        let middle = 2 / (Float(3.14159) * 0.147) + 0.5 * logarithm
        let root = (-middle + (middle * middle - 1 / Float(0.147) * logarithm).squareRoot()).squareRoot()
        return Float(2).squareRoot() * (x < 0 ? -root : root)
    }

    private static func softmax(_ scores: inout [Float], _ row: Range<Int>) {
        let largest = row.reduce(-Float.greatestFiniteMagnitude) { scores[$1] > $0 ? scores[$1] : $0 }
        var sum: Float = 0
        for index in row {
            scores[index] = exp(scores[index] - largest)
            sum += scores[index]
        }
        for index in row { scores[index] /= sum }
    }

    private static func softmaxZero(_ scores: inout [Float], _ row: Range<Int>) {
        let isZero = row.map { !(abs(scores[$0]) > 0.0000001) }
        let largest = row.reduce(-Float.greatestFiniteMagnitude) { scores[$1] > $0 ? scores[$1] : $0 }
        var sum: Float = 0
        for (index, isZero) in zip(row, isZero) {
            scores[index] = isZero ? scores[index] * exp(-largest) : exp(scores[index] - largest)
            if !isZero { sum += scores[index] }
        }
        for index in row { scores[index] /= sum }
    }
}

extension PostTransform {
    var derivative: Derivative {
        switch self {
        case .none, .logistic, .softmax: .known
        case .softmaxZero, .probit: .unknown("The derivative of \(rawValue) is not known here")
        }
    }

    /// How a scalar changes with the raw scores of a row, given how it changes with the transformed ones.
    func adjoints(of adjoints: ArraySlice<Double>, scores: ArraySlice<Double>) -> [Double] {
        switch self {
        case .logistic: return zip(adjoints, scores).map { $0 * $1 * (1 - $1) }
        case .softmax:
            let total = zip(adjoints, scores).reduce(0) { $0 + $1.0 * $1.1 }
            return zip(adjoints, scores).map { $1 * ($0 - total) }
        case .none, .softmaxZero, .probit: return Array(adjoints)
        }
    }
}
