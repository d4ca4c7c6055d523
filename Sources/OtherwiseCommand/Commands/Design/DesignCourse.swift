import OtherwiseSearch

/// How a search for designs went.
struct DesignCourse: Sendable {
    var search: DesignSearch
    /// What the asker should know about it, in words.
    var notes: [String] = []
    /// Why it ended before its end; `nil` where it did not.
    var ending: (any Error)?

    /// Ends it in the middle of a generation, for want of time.
    ///
    /// - Throws: `Ending.noneFound`, which has been said why, where it is the first.
    mutating func giveUp(_ generation: Int) throws(Ending) {
        guard generation > 1 else {
            StandardError.write(
                "otherwise: The time was over before the first generation was evaluated. Allow a longer --time-limit, or a smaller --population.\n"
            )
            throw .noneFound
        }
        notes.append("the time was over in the middle of generation \(generation), which was given up")
    }
}

/// What a search for designs may take, from now on.
struct DesignTime: Sendable {
    /// When it is over; `nil` for no limit.
    let end: ContinuousClock.Instant?
    /// When the first half of it is over.
    let halfway: ContinuousClock.Instant?

    init(_ limit: Duration?) {
        let start = ContinuousClock.now
        end = limit.map { start + $0 }
        halfway = limit.map { start + $0 / 2 }
    }

    var isOver: Bool { end.map { $0 <= .now } ?? false }

    /// What is to be said of known designs that the models did not come to; nothing where they came to all.
    func left(_ reached: Int, of designs: Int) -> [String] {
        guard reached < designs else { return [] }
        return [
            "of the \(designs) known designs the models answered about \(reached) in half of the time; what comes of the others is not known"
        ]
    }
}
