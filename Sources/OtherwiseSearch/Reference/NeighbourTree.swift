import OtherwiseNumerics

/// Points that can be searched for the nearest to another: a vantage-point tree (Yianilos 1993).
///
/// Each part of the tree is a run of points. The first of a run is its vantage point; the nearer half of the others
/// follows it, then the farther half. Runs of up to 16 points are searched one by one.
package struct NeighbourTree: Sendable {
    /// The number of points.
    package let count: Int
    private let vectorCount: Int
    /// Row-major `[points × vectorCount]`, in the order of the tree.
    private var vectors: [SIMD4<Double>]
    /// The caller's number of each point, in the order of the tree.
    private var numbers: [Int]
    /// For the vantage point of each run the greatest distance in the nearer half, and the least in the farther.
    private var radii: [SIMD2<Double>]

    private static let bucket = 16

    package struct Neighbour: Sendable, Hashable {
        /// The place of the point among those that the tree was made from.
        package let number: Int
        package let distance: Double
    }

    /// - Complexity: O(n log² n) distances' comparisons, O(n log n) distances.
    package init(_ points: [Point]) {
        count = points.count
        vectorCount = points.first?.count ?? 0
        var generator = SeededGenerator(seed: 0)
        numbers = Array(points.indices)
        numbers.shuffle(using: &generator)
        radii = [SIMD2<Double>](repeating: .zero, count: points.count)
        vectors = []
        arrange(0..<count, points)
        vectors.reserveCapacity(count * vectorCount)
        for number in numbers { vectors += points[number] }
    }

    private mutating func arrange(_ run: Range<Int>, _ points: [Point]) {
        guard run.count > Self.bucket else { return }
        let vantage = points[numbers[run.lowerBound]]
        let others = run.dropFirst().map { (distance: MixedSpace.distance(vantage, points[numbers[$0]]), numbers[$0]) }
        let sorted = others.sorted { ($0.distance, $0.1) < ($1.distance, $1.1) }
        let middle = sorted.count / 2
        for (place, other) in sorted.enumerated() { numbers[run.lowerBound + 1 + place] = other.1 }
        radii[run.lowerBound] = SIMD2(sorted[middle - 1].distance, sorted[middle].distance)
        arrange(run.lowerBound + 1..<run.lowerBound + 1 + middle, points)
        arrange(run.lowerBound + 1 + middle..<run.upperBound, points)
    }

    /// The `limit` points nearest to `point`, nearest first; fewer where there are no more.
    ///
    /// - Parameter number: A point to pass over, such as `point` itself.
    package func nearest(to point: Point, limit: Int, excluding number: Int? = nil) -> [Neighbour] {
        guard limit > 0, count > 0 else { return [] }
        return vectors.withUnsafeBufferPointer { vectors in
            point.withUnsafeBufferPointer { point in
                var search = Search(vectors: vectors, point: point, limit: limit, excluded: number ?? -1)
                visit(0..<count, &search)
                return search.found
            }
        }
    }

    private func visit(_ run: Range<Int>, _ search: inout Search) {
        guard run.count > Self.bucket else {
            for place in run { search.offer(numbers[place], at: search.distance(to: place)) }
            return
        }
        let distance = search.distance(to: run.lowerBound)
        search.offer(numbers[run.lowerBound], at: distance)
        let middle = run.lowerBound + 1 + (run.count - 1) / 2
        let (near, far) = (run.lowerBound + 1..<middle, middle..<run.upperBound)
        let radius = radii[run.lowerBound]
        // No point of a half is nearer than this (triangle inequality).
        let (toNear, toFar) = (distance - radius.x, radius.y - distance)
        if toNear <= toFar {
            if toNear < search.reach { visit(near, &search) }
            if toFar < search.reach { visit(far, &search) }
        } else {
            if toFar < search.reach { visit(far, &search) }
            if toNear < search.reach { visit(near, &search) }
        }
    }
}

/// A search under way: the best so far, nearest first.
private struct Search {
    let vectors: UnsafeBufferPointer<SIMD4<Double>>
    let point: UnsafeBufferPointer<SIMD4<Double>>
    let limit: Int
    let excluded: Int
    private(set) var found: [NeighbourTree.Neighbour] = []
    /// What lies as far or farther is of no use.
    private(set) var reach = Double.infinity

    init(
        vectors: UnsafeBufferPointer<SIMD4<Double>>, point: UnsafeBufferPointer<SIMD4<Double>>, limit: Int,
        excluded: Int
    ) {
        self.vectors = vectors
        self.point = point
        self.limit = limit
        self.excluded = excluded
        found.reserveCapacity(limit + 1)
    }

    @inline(__always)
    func distance(to place: Int) -> Double {
        var sum = SIMD4<Double>.zero
        let start = place * point.count
        for index in 0..<point.count { sum += MixedSpace.difference(point[index], vectors[start + index]) }
        return sum.sum()
    }

    @inline(__always)
    mutating func offer(_ number: Int, at distance: Double) {
        guard distance < reach, number != excluded else { return }
        var place = found.count
        while place > 0, found[place - 1].distance > distance { place -= 1 }
        found.insert(NeighbourTree.Neighbour(number: number, distance: distance), at: place)
        if found.count > limit { found.removeLast() }
        if found.count == limit { reach = found[limit - 1].distance }
    }
}
