/// A genome to look candidates up by; NaN equals NaN, and zero zero.
struct GenomeKey: Sendable, Hashable {
    private let genome: Genome

    init(_ genome: Genome) { self.genome = genome }

    static func == (one: GenomeKey, other: GenomeKey) -> Bool {
        one.genome.elementsEqual(other.genome) { Self.bits($0) == Self.bits($1) }
    }

    func hash(into hasher: inout Hasher) {
        for value in genome { hasher.combine(Self.bits(value)) }
    }

    private static func bits(_ value: Double) -> UInt64 { (value + 0).bitPattern }
}
