/// A number for each combination of levels of some variables: the table that exact inference works on.
///
/// Variables are numbered; their levels count from 0. Values are in row-major order of the ascending variables.
struct Factor: Sendable, Hashable {
    /// Ascending.
    let variables: [Int]
    /// The number of levels of each variable.
    let cardinalities: [Int]
    private(set) var values: [Double]

    static let one = Factor(variables: [], cardinalities: [], values: [1])

    init(variables: [Int], cardinalities: [Int], values: [Double]) {
        (self.variables, self.cardinalities, self.values) = (variables, cardinalities, values)
    }

    /// A table whose variables are listed in any order.
    init(listed variables: [Int], cardinalities: [Int], values: [Double]) {
        let places = variables.indices.sorted { variables[$0] < variables[$1] }
        self.variables = places.map { variables[$0] }
        self.cardinalities = places.map { cardinalities[$0] }
        let strides = Self.strides(of: cardinalities)
        guard places != Array(variables.indices) else {
            self.values = values
            return
        }
        self.values = [Double](repeating: 0, count: values.count)
        var walk = Odometer(cardinalities: self.cardinalities, strides: [places.map { strides[$0] }])
        for index in self.values.indices {
            self.values[index] = values[walk.offsets[0]]
            walk.advance()
        }
    }

    /// How far apart neighbours along each axis lie.
    static func strides(of cardinalities: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: cardinalities.count)
        for axis in cardinalities.indices.dropLast().reversed() {
            strides[axis] = strides[axis + 1] * cardinalities[axis + 1]
        }
        return strides
    }

    /// The strides of this table along `axes`, 0 where it does not have the variable.
    private func strides(along axes: [Int]) -> [Int] {
        let own = Self.strides(of: cardinalities)
        return axes.map { axis in variables.firstIndex(of: axis).map { own[$0] } ?? 0 }
    }

    /// The table over the variables of both that combines what each says.
    @inline(__always)
    func combined(with other: Factor, by combine: (Double, Double) -> Double) -> Factor {
        let (axes, sizes) = Self.union(self, other)
        var walk = Odometer(cardinalities: sizes, strides: [strides(along: axes), other.strides(along: axes)])
        var result = [Double](repeating: 0, count: sizes.reduce(1, *))
        for index in result.indices {
            result[index] = combine(values[walk.offsets[0]], other.values[walk.offsets[1]])
            walk.advance()
        }
        return Factor(variables: axes, cardinalities: sizes, values: result)
    }

    func multiplied(by other: Factor) -> Factor { combined(with: other) { $0 * $1 } }

    /// How many levels each variable of some tables has.
    static func sizes(joining tables: [Factor]) -> [Int] {
        Array(Dictionary(tables.flatMap { zip($0.variables, $0.cardinalities) }) { first, _ in first }.values)
    }

    private static func union(_ left: Factor, _ right: Factor) -> (axes: [Int], sizes: [Int]) {
        let sizes = Dictionary(
            zip(left.variables + right.variables, left.cardinalities + right.cardinalities)
        ) { first, _ in first }
        let axes = sizes.keys.sorted()
        return (axes, axes.map { sizes[$0] ?? 1 })
    }

    /// The table summed over all variables but `kept`.
    func marginal(keeping kept: Set<Int>) -> Factor {
        let places = variables.indices.filter { kept.contains(variables[$0]) }
        guard places.count < variables.count else { return self }
        let axes = places.map { variables[$0] }, sizes = places.map { cardinalities[$0] }
        let target = Factor(variables: axes, cardinalities: sizes, values: [])
        var result = [Double](repeating: 0, count: sizes.reduce(1, *))
        var walk = Odometer(cardinalities: cardinalities, strides: [target.strides(along: variables)])
        for value in values {
            result[walk.offsets[0]] += value
            walk.advance()
        }
        return Factor(variables: axes, cardinalities: sizes, values: result)
    }

    /// The part of the table where some variables have the given levels; those variables leave it.
    func reduced(by levels: [Int: Int]) -> Factor {
        let places = variables.indices.filter { levels[variables[$0]] == nil }
        guard places.count < variables.count else { return self }
        let strides = Self.strides(of: cardinalities)
        let start = variables.indices.reduce(0) { $0 + (levels[variables[$1]] ?? 0) * strides[$1] }
        let sizes = places.map { cardinalities[$0] }
        var walk = Odometer(cardinalities: sizes, strides: [places.map { strides[$0] }])
        var result = [Double](repeating: 0, count: sizes.reduce(1, *))
        for index in result.indices {
            result[index] = values[start + walk.offsets[0]]
            walk.advance()
        }
        return Factor(variables: places.map { variables[$0] }, cardinalities: sizes, values: result)
    }

    /// The value at some levels, in the order of the variables.
    subscript(levels: [Int]) -> Double {
        values[zip(levels, Self.strides(of: cardinalities)).reduce(0) { $0 + $1.0 * $1.1 }]
    }

    var total: Double { values.reduce(0, +) }

    mutating func scale(by factor: Double) { for index in values.indices { values[index] *= factor } }
}

/// Goes through all combinations of levels, the last axis fastest, and keeps places in several tables.
struct Odometer {
    private let cardinalities: [Int]
    private let strides: [[Int]]
    private(set) var levels: [Int]
    private(set) var offsets: [Int]

    /// - Parameter strides: For each table, how far one step along each axis moves.
    init(cardinalities: [Int], strides: [[Int]] = []) {
        self.cardinalities = cardinalities
        self.strides = strides
        levels = [Int](repeating: 0, count: cardinalities.count)
        offsets = [Int](repeating: 0, count: strides.count)
    }

    /// Moves to the next combination; after the last one, to the first.
    @inline(__always)
    mutating func advance() {
        var axis = cardinalities.count - 1
        while axis >= 0 {
            levels[axis] += 1
            let wraps = levels[axis] == cardinalities[axis]
            let steps = wraps ? 1 - cardinalities[axis] : 1
            for table in offsets.indices { offsets[table] += strides[table][axis] * steps }
            if !wraps { return }
            levels[axis] = 0
            axis -= 1
        }
    }
}
