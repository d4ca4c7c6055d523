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

extension Findings {
    static func += (findings: inout Findings, more: Findings) {
        findings.figures += more.figures
        findings.controls += more.controls
        findings.readings += more.readings
        // Those that lack most stand for all.
        findings.items = [findings.items, more.items].compactMap(\.self)
            .min { $0.asked - $0.needed < $1.asked - $1.needed }
    }
}
