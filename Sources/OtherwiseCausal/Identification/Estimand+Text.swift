extension Estimand: CustomStringConvertible {
    /// As people write it: `Σ_tar P(tar | smoking) Σ_smoking' P(cancer | smoking', tar) P(smoking')`.
    public var description: String { EstimandWriter.plain.text(of: self) }

    /// For LaTeX's mathematics mode.
    public var latex: String { EstimandWriter.latex.text(of: self) }
}

/// Writes expressions; a bound variable that meets another value of its name gets a prime.
private struct EstimandWriter {
    let name: @Sendable (String) -> String
    let sum: @Sendable (String) -> String
    let quotient: @Sendable (String, String) -> String
    let bar: String
    let intervention: @Sendable (String) -> String
    let group: @Sendable (String) -> String

    static let plain = EstimandWriter(
        name: { $0 }, sum: { $0.contains(",") ? "Σ_{\($0)} " : "Σ_\($0) " }, quotient: { "[\($0)] / [\($1)]" },
        bar: " | ", intervention: { "do(\($0))" }, group: { "[\($0)]" })

    static let latex = EstimandWriter(
        name: { "\\text{\($0.escapedForLaTeX)}" }, sum: { "\\sum_{\($0)} " },
        quotient: { "\\frac{\($0)}{\($1)}" }, bar: " \\mid ", intervention: { "\\mathrm{do}(\($0))" },
        group: { "\\left[\($0)\\right]" })

    func text(of estimand: Estimand) -> String {
        text(of: estimand, Dictionary(uniqueKeysWithValues: estimand.freeVariables.map { ($0, $0.copy) }))
    }

    /// - Parameter primes: How many primes each variable in scope carries.
    private func text(of estimand: Estimand, _ primes: [Estimand.Variable: Int]) -> String {
        switch estimand {
        case .zero: return "0"
        case .probability(let term): return text(of: term, primes)
        case .product(let factors):
            guard !factors.isEmpty else { return "1" }
            return factors.enumerated().map { place, factor in
                let text = text(of: factor, primes)
                return place < factors.count - 1 && factor.isSum ? group(text) : text
            }.joined(separator: " ")
        case .quotient(let above, let below): return quotient(text(of: above, primes), text(of: below, primes))
        case .sum(let bound, let body):
            let taken = Dictionary(primes.map { ($0.key.name, $0.value + 1) }, uniquingKeysWith: max)
            var inner = primes
            for variable in bound { inner[variable] = max(taken[variable.name] ?? 0, variable.copy) }
            return sum(list(bound, inner)) + text(of: body, inner)
        }
    }

    private func text(of term: Estimand.Term, _ primes: [Estimand.Variable: Int]) -> String {
        let fixed = term.interventions.isEmpty ? [] : [intervention(list(term.interventions, primes))]
        let conditions = (term.conditions.isEmpty ? [] : [list(term.conditions, primes)]) + fixed
        let right = conditions.isEmpty ? "" : bar + conditions.joined(separator: ", ")
        return "P(\(list(term.outcomes, primes))\(right))"
    }

    private func list(_ variables: [Estimand.Variable], _ primes: [Estimand.Variable: Int]) -> String {
        variables.map { variable in
            name(variable.name) + String(repeating: "'", count: primes[variable] ?? variable.copy)
        }.joined(separator: ", ")
    }
}
