/// Boosted trees grown on all rows but those of one fold, and what they leave of these after each round.
struct FoldTrees {
    private var trainer: BoostingTrainer
    /// `[rounds][held rows]`
    private(set) var residuals: [[Double]] = []
    /// The squares of what is left, in sum, by round.
    private(set) var errors: [Double] = []

    init(_ trainer: BoostingTrainer) { self.trainer = trainer }

    /// Grows trees until there are so many.
    mutating func grow(to rounds: Int) {
        while errors.count < rounds {
            trainer.step()
            residuals.append(trainer.heldResiduals)
            errors.append(trainer.heldResiduals.reduce(0) { $0 + $1 * $1 })
        }
    }
}

extension [FoldTrees] {
    private static var most: Int { 400 }
    private static var patience: Int { 20 }

    /// The number of trees after which all folds together are predicted best, and none of the 20 that follow do better; 400
    /// at most.
    mutating func bestRounds() -> Int {
        var (best, bestRounds, tried) = (Double.infinity, 1, 0)
        while tried < Self.most, tried - bestRounds < Self.patience {
            for fold in indices { self[fold].grow(to: tried + 1) }
            let error = reduce(0) { $0 + $1.errors[tried] }
            tried += 1
            if error < best { (best, bestRounds) = (error, tried) }
        }
        return bestRounds
    }
}
