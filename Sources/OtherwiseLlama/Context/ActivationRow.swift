#if Llama
import CLlama
import OtherwiseModels

/// The activation of one token at one site, inside a tensor of a running computation.
struct ActivationRow {
    let position: Int
    /// Runs of neighbouring floats: all units, or for attention one run per head.
    private let runs: [UnsafeMutableBufferPointer<Float>]
    private let isAttention: Bool

    init(_ tensor: CLlama_Tensor, _ site: ActivationSite, row: Int, position: Int) {
        self.position = position
        let start = UnsafeMutableRawPointer(tensor.data) + row * tensor.stride.1
        if case .attention = site {
            isAttention = true
            // Cells beyond the token's own position belong to what it cannot see.
            let count = min(Int(tensor.shape.0), position + 1)
            runs = (0..<Int(tensor.shape.2)).map { head in Self.run(start + head * tensor.stride.2, count) }
        } else {
            isAttention = false
            runs = [Self.run(start, Int(tensor.shape.0))]
        }
    }

    private static func run(_ start: UnsafeMutableRawPointer, _ count: Int) -> UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(start: start.assumingMemoryBound(to: Float.self), count: count)
    }

    /// All numbers, run after run.
    var vector: [Float] { runs.flatMap(\.self) }

    /// The runs of the units chosen, and where they begin in `vector`.
    func chosen(_ units: Range<Int>?) -> (runs: [UnsafeMutableBufferPointer<Float>], start: Int) {
        guard let units else { return (runs, 0) }
        if isAttention { return (Array(runs[units]), units.lowerBound * (runs.first?.count ?? 0)) }
        return (runs.map { UnsafeMutableBufferPointer(rebasing: $0[units]) }, units.lowerBound)
    }
}

extension ActivationIntervention {
    /// Writes over the activation of a token.
    ///
    /// - Throws: `ModelError.shapeMismatch` where a vector has another length than what it is put over.
    func change(_ row: ActivationRow) throws(ModelError) {
        let (runs, start) = row.chosen(units)
        switch change {
        case .set(let value): for run in runs { run.update(repeating: value) }
        case .scale(let factor): for run in runs { for unit in run.indices { run[unit] *= factor } }
        case .add(let vector): try combine(runs, with: vector[...]) { $0 += $1 }
        case .patch(let activation):
            guard activation.vectors.indices.contains(row.position) else {
                throw mismatch("position \(row.position)", "\(activation.vectors.count) positions")
            }
            try combine(runs, with: activation.vectors[row.position].dropFirst(start)) { $0 = $1 }
        }
    }

    private func combine(
        _ runs: [UnsafeMutableBufferPointer<Float>], with vector: ArraySlice<Float>,
        _ write: (inout Float, Float) -> Void
    ) throws(ModelError) {
        let count = runs.reduce(0) { $0 + $1.count }
        guard vector.count >= count else { throw mismatch("\(count) units", "a vector of \(vector.count)") }
        var next = vector.startIndex
        for run in runs {
            for unit in run.indices {
                write(&run[unit], vector[next])
                next += 1
            }
        }
    }

    private func mismatch(_ wanted: String, _ given: String) -> ModelError {
        ModelError(
            .shapeMismatch, "\(site): \(wanted) cannot be filled from \(given)",
            hint: "Give as many numbers as the site has units, and a run over as many tokens")
    }
}
#endif
