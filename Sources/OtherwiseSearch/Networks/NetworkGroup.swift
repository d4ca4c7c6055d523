import OtherwiseCore

/// Axes of a network of which one is 1 and the others are 0.
package struct NetworkGroup: Sendable, Hashable {
    package let axes: [Int]
    /// For each state the place on each of the axes.
    package let states: [[Place]]

    /// A piece, and the number in it where it is one of numbers.
    package struct Place: Sendable, Hashable {
        package let piece: Int
        package let number: Double
    }

    /// The states that the pieces allow.
    package init(_ positions: [Int], in axes: [NetworkAxis]) {
        let places = positions.map { axis in [0.0, 1.0].map { axes[axis].place(of: $0) } }
        let states = positions.indices.map { member in
            positions.indices.compactMap { places[$0][$0 == member ? 1 : 0] }
        }
        self.axes = positions
        self.states = states.filter { $0.count == positions.count }
    }
}

extension NetworkAxis {
    fileprivate func place(of number: Double) -> NetworkGroup.Place? {
        let piece = pieces.firstIndex { piece in
            switch piece {
            case .value(let value, _): value == .number(number)
            case .numbers(let range, _): range.contains(number)
            }
        }
        guard let piece else { return nil }
        if case .value = pieces[piece] { return NetworkGroup.Place(piece: piece, number: 0) }
        return NetworkGroup.Place(piece: piece, number: number)
    }
}
