#if ONNXRuntime
import OtherwiseModels

extension ONNXValue {
    /// The largest `|a − b| / max(1, |b|)`; 0 for equal texts, infinite where shapes or texts differ.
    func largestDifference(from other: ONNXValue) -> Double {
        guard tensor.shape == other.tensor.shape else { return .infinity }
        guard tensor.strings == nil, tensor.integers == nil else { return tensor == other.tensor ? 0 : .infinity }
        guard let own = try? tensor.asFloats(), let others = try? other.tensor.asFloats() else { return .infinity }
        return zip(own, others).reduce(0) { max($0, Self.difference($1.0, $1.1)) }
    }

    private static func difference(_ a: Float, _ b: Float) -> Double {
        if a == b || (a.isNaN && b.isNaN) { return 0 }
        let difference = abs(Double(a) - Double(b)) / max(1, abs(Double(b)))
        return difference.isNaN ? .infinity : difference
    }
}
#endif
