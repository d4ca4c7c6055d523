#if ONNXRuntime
import OtherwiseModels

extension KeyedScores {
    /// The scores of `classes`, in their order, `[rows × classes]`.
    ///
    /// - Throws: `ModelError` naming a class that has no score.
    func columns(of classes: [String]) throws(ModelError) -> Tensor {
        let texts = keys.texts
        guard texts != classes, !texts.isEmpty else { return values }
        let positions = try classes.map { name throws(ModelError) in
            guard let position = texts.firstIndex(of: name) else {
                throw .noScore(for: name, among: texts)
            }
            return position
        }
        let scores = try values.asFloats()
        let rows = stride(from: 0, to: scores.count, by: texts.count)
        let picked = rows.flatMap { row in positions.map { scores[row + $0] } }
        return try Tensor(shape: [scores.count / texts.count, classes.count], .float(picked))
    }
}

extension ModelError {
    fileprivate static func noScore(for name: String, among classes: [String]) -> ModelError {
        ModelError(
            .shapeMismatch, "The model returned no score for class '\(name)'",
            hint: "Its scores are for \(classes.joined(separator: ", "))")
    }
}
#endif
