extension AncestralGraph {
    /// Replaces circles by what must stand there, by the rules R1 to R4 and R8 to R10 of Zhang (2008); R5 to R7 are about
    /// rows that were chosen by what they hold.
    ///
    /// - Parameters:
    ///   - separator: What separates two variables that are no neighbours.
    ///   - pathSteps: The most steps that a search for a path takes; a circle stays where it ends before.
    /// - Returns: How many searches for paths ended before, so that more circles may have to be replaced.
    @discardableResult
    mutating func orient(_ separator: (Int, Int) -> [Int]?, pathSteps: Int = Self.pathSteps) -> Int {
        var before: AncestralGraph?
        while before != self {
            before = self
            orientArrows(separator)
        }
        before = nil
        var searches = PathSearches(mostSteps: pathSteps)
        while before != self {
            // The last round searches for all that is open still.
            (before, searches) = (self, PathSearches(mostSteps: pathSteps))
            orientTails(&searches)
        }
        return searches.cut
    }

    /// R1 to R4: arrows, and tails where an arrow would make a new collider.
    private mutating func orientArrows(_ separator: (Int, Int) -> [Int]?) {
        for one in 0..<count {
            for other in neighbours(of: one) where end(one, other) == .circle {
                if mustLeaveCollider(other, towards: one) { direct(other, one) }
            }
        }
        for one in 0..<count {
            for other in neighbours(of: one) where end(one, other) == .circle {
                if closesCycle(one, other) || completesTriangles(one, other) { mark(one, other, .arrow) }
            }
        }
        discriminate(separator)
    }

    /// R1: `x *-> node o-* next`, where x and next are no neighbours.
    private func mustLeaveCollider(_ node: Int, towards next: Int) -> Bool {
        end(node, next) != .tail
            && (0..<count).contains { $0 != next && isInto($0, node) && !areAdjacent($0, next) }
    }

    /// R2: `one -> x *-> other` or `one *-> x -> other`.
    private func closesCycle(_ one: Int, _ other: Int) -> Bool {
        (0..<count).contains { middle in
            isInto(one, middle) && isInto(middle, other) && (isArrow(one, middle) || isArrow(middle, other))
        }
    }

    /// R3: `x *-> other <-* y` and `x *-o one o-* y`, where x and y are no neighbours.
    private func completesTriangles(_ one: Int, _ other: Int) -> Bool {
        let sides = (0..<count).filter { isInto($0, other) && end($0, one) == .circle }
        return sides.indices.contains { place in sides[..<place].contains { !areAdjacent($0, sides[place]) } }
    }

    /// R4: what a discriminating path tells of the last variable before its end.
    private mutating func discriminate(_ separator: (Int, Int) -> [Int]?) {
        for node in 0..<count {
            for last in neighbours(of: node) where end(last, node) == .circle && end(node, last) != .tail {
                let before = (0..<count).filter { isArrow($0, last) && isInto(node, $0) && areAdjacent($0, node) }
                for near in before where end(last, node) == .circle {
                    guard let start = discriminatingStart(before: near, node, last) else { continue }
                    guard let separating = separator(start, last) else { continue }
                    if separating.contains(node) {
                        direct(node, last)
                    } else {
                        for (one, other) in [(near, node), (last, node), (node, last)]
                        where end(one, other) == .circle {
                            mark(one, other, .arrow)
                        }
                    }
                }
            }
        }
    }

    /// Where a path begins that is no neighbour of `last`, and on which all others before `node` are colliders and parents
    /// of `last`.
    private func discriminatingStart(before near: Int, _ node: Int, _ last: Int) -> Int? {
        var seen: Set = [near, node, last]
        var open = [near]
        while !open.isEmpty {
            let current = open.removeFirst()
            for next in (0..<count) where isInto(next, current) && seen.insert(next).inserted {
                if !areAdjacent(next, last) { return next }
                if isArrow(next, last), isInto(current, next) { open.append(next) } else { seen.remove(next) }
            }
        }
        return nil
    }

    /// R8 to R10: tails at the beginning of arrows.
    private mutating func orientTails(_ searches: inout PathSearches) {
        for one in 0..<count {
            for other in neighbours(of: one) where isHalfOpen(one, other) {
                let isChain = (0..<count).contains {
                    (isArrow(one, $0) || (end(one, $0) == .circle && end($0, one) == .tail)) && isArrow($0, other)
                }
                if isChain || leadsAround(one, other, &searches) || leadsByTwo(one, other, &searches) {
                    mark(other, one, .tail)
                }
            }
        }
    }

    /// R9: an uncovered path from one to other along which nothing bars causation, the second of which is no neighbour of
    /// other.
    private func leadsAround(_ one: Int, _ other: Int, _ searches: inout PathSearches) -> Bool {
        neighbours(of: one).contains { next in
            next != other && !areAdjacent(next, other) && mayLead(one, next)
                && reaches(other, from: [one, next], &searches)
        }
    }

    /// R10: such paths to two parents of other, which begin with two that are no neighbours.
    private func leadsByTwo(_ one: Int, _ other: Int, _ searches: inout PathSearches) -> Bool {
        let parents = (0..<count).filter { $0 != one && isArrow($0, other) }
        let starts = neighbours(of: one).filter { $0 != other && mayLead(one, $0) }
        let reached = starts.map { start in
            parents.filter { $0 == start || reaches($0, from: [one, start], &searches) }
        }
        return starts.indices.contains { place in
            (0..<place).contains { earlier in
                !areAdjacent(starts[place], starts[earlier])
                    && reached[place].contains { parent in reached[earlier].contains { $0 != parent } }
            }
        }
    }

    /// How many steps a search for a path takes; a ring stays where one ends before.
    static let pathSteps = 100_000

    /// Searches for paths, and how many of them ended before they found one or had tried all.
    private struct PathSearches {
        let mostSteps: Int
        var cut = 0
    }

    /// Whether a path goes on to a variable, uncovered (no variable is a neighbour of the next but one) and with nothing
    /// that bars causation along it.
    private func reaches(_ goal: Int, from path: [Int], _ searches: inout PathSearches) -> Bool {
        var steps = searches.mostSteps
        let isFound = reaches(goal, from: path, &steps)
        if steps < 0 { searches.cut += 1 }
        return isFound
    }

    /// - Parameter steps: How many are left; below 0 where one more was needed.
    private func reaches(_ goal: Int, from path: [Int], _ steps: inout Int) -> Bool {
        let (before, last) = (path[path.count - 2], path[path.count - 1])
        for next in neighbours(of: last)
        where !path.contains(next) && !areAdjacent(before, next) && mayLead(last, next) {
            steps -= 1
            guard steps >= 0 else { return false }
            if next == goal || reaches(goal, from: path + [next], &steps) { return true }
        }
        return false
    }
}
