/// The smallest sets of steps whose repair saves a run, as far as they were looked for.
public struct RepairSearch: Sendable, Hashable {
    /// Sets whose repair makes success likelier than not; none holds another. Smaller ones first.
    public internal(set) var minimal: [Set<Int>] = []
    /// Every set of at most so many steps was repaired, but those that hold one that is enough.
    public internal(set) var searchedUpTo = 0
    /// Whether that is true of all sets, whatever their size.
    public internal(set) var isComplete = false
}

/// How far sets of steps are repaired.
public struct RepairLimits: Sendable, Hashable {
    /// More steps than this are not repaired together, unless all such sets were run for another reason.
    public var largest: Int
    /// The most replays for sets of several steps, beyond those that were run for another reason.
    public var replays: Int

    /// - Parameters:
    ///   - largest: More steps than this are not repaired together.
    ///   - replays: The most replays for sets of several steps.
    public init(largest: Int = 2, replays: Int = 1000) {
        self.largest = largest
        self.replays = replays
    }
}

extension RepairLedger {
    /// Looks for the smallest sets that are enough, those of one step first, each size judged together.
    mutating func search(_ steps: Int, _ limits: RepairLimits) async throws -> RepairSearch {
        let floor = try await outcomes(of: [[]])[0]
        var search = RepairSearch(), open: [[Int]] = [[]], left = limits.replays / floor.count
        while search.searchedUpTo < steps, !open.isEmpty {
            let size = search.searchedUpTo + 1, most = size == 1 ? .max : size > limits.largest ? 0 : left
            let (sets, isCut) = candidates(after: open, steps, without: search.minimal, most: most)
            if isCut, most == 0 { return search }
            let before = known.count
            let family = RepairFamily(try await outcomes(of: sets.map { Set($0) }), over: floor)
            if size > 1 { left -= known.count - before }
            let saving = sets.indices.map(family.saves)
            search.minimal += zip(sets, saving).filter(\.1).map { Set($0.0) }
            if isCut { return search }
            open = zip(sets, saving).filter { !$0.1 }.map(\.0)
            search.searchedUpTo = size
        }
        (search.searchedUpTo, search.isComplete) = (steps, true)
        return search
    }

    /// Sets of one step more than those that were not enough, in order, but those that hold one that is.
    ///
    /// - Parameter most: How many may be new.
    /// - Returns: Whether there would have been more.
    private func candidates(
        after open: [[Int]], _ steps: Int, without enough: [Set<Int>], most: Int
    ) -> (sets: [[Int]], isCut: Bool) {
        var sets: [[Int]] = [], new = 0
        for set in open {
            for step in ((set.last ?? -1) + 1)..<steps {
                let next = set + [step], members = Set(next)
                if enough.contains(where: members.isSuperset) { continue }
                if known[members] == nil { new += 1 }
                if new > most { return (sets, true) }
                sets.append(next)
            }
        }
        return (sets, false)
    }
}
