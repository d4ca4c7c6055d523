import OtherwiseModels

/// Rows whose numbers are drawn evenly from 0 to 1, as a model of one input of floats wants them.
func evenRows(_ count: Int, for model: ONNXModel, seed: UInt64) throws -> [String: Tensor] {
    guard model.inputs.count == 1, case .tensor(.float, let shape?) = model.inputs[0].type,
        let width = shape.last ?? nil
    else { throw UnfitModel() }
    var generator = SplitMix64(state: seed)
    let numbers = (0..<count * width).map { _ in Float.random(in: 0..<1, using: &generator) }
    return [model.inputs[0].name: try Tensor(shape: [count, width], .float(numbers))]
}

struct UnfitModel: Error, CustomStringConvertible {
    var description: String { "The benchmark wants a model with one input of floats whose width is known" }
}

/// Infinite where a label differs: a fast wrong answer is no answer.
func largestDifference(_ first: [String: ONNXValue], _ second: [String: ONNXValue]) -> Float {
    first.reduce(0) { largest, output in
        guard let own = output.value.tensor.floats else {
            return second[output.key] == output.value ? largest : .infinity
        }
        guard let other = second[output.key]?.tensor.floats, other.count == own.count else { return .infinity }
        return zip(own, other).reduce(largest) { max($0, abs($1.0 - $1.1)) }
    }
}

/// Steele, Lea & Flood 2014.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
