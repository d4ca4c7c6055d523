import OtherwiseNumerics

extension Check {
    /// As many seeds as repetitions, all from one.
    static func seeds(_ count: Int, from seed: UInt64) -> [UInt64] {
        let generator = SeededGenerator(seed: seed)
        return (0..<count).map { index in
            var stream = generator.split(index)
            return stream.next()
        }
    }
}
