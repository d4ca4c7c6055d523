/// The objectives and violations of candidates in plain numbers, side by side, so that many can be compared quickly.
struct Standings {
    /// The number of objectives that all of them have.
    let width: Int
    /// `[candidates × objectives]`.
    private let objectives: [Double]
    /// `[candidates]`.
    private let violations: [Double]

    init(_ fitness: [Fitness]) {
        let width = fitness.map(\.objectives.count).min() ?? 0
        self.width = width
        objectives = fitness.flatMap { $0.objectives.prefix(width) }
        violations = fitness.map(\.violation)
    }

    func objective(_ objective: Int, of place: Int) -> Double { objectives[place * width + objective] }

    func violation(of place: Int) -> Double { violations[place] }

    /// The same as `Fitness.dominates`.
    func dominates(_ one: Int, _ other: Int) -> Bool {
        guard violations[one] == 0, violations[other] == 0 else { return violations[one] < violations[other] }
        var isBetter = false
        for objective in 0..<width {
            let (own, its) = (objectives[one * width + objective], objectives[other * width + objective])
            if own > its { return false }
            if own < its { isBetter = true }
        }
        return isBetter
    }

    /// In this order, by the first objective that differs, nobody is dominated by one who comes later; equals by place.
    func precedes(_ one: Int, _ other: Int) -> Bool {
        for objective in 0..<width {
            let (own, its) = (objectives[one * width + objective], objectives[other * width + objective])
            if own != its { return own < its }
        }
        return one < other
    }
}
