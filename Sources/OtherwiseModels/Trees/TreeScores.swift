/// What the trees say of a batch.
struct TreeScores {
    let outputCount: Int
    /// Row-major `[rows × outputs]`.
    var values: [Float]
    /// Whether any leaf has contributed to a score, like `values`.
    let isPresent: Presence

    enum Presence {
        /// The same for every row, `[outputs]`.
        case always([Bool])
        /// `[rows × outputs]`.
        case perRow([Bool])
    }

    func isPresent(row: Int, output: Int) -> Bool {
        switch isPresent {
        case .always(let flags): flags[output]
        case .perRow(let flags): flags[row * outputCount + output]
        }
    }
}
