public import OtherwiseCore

/// The laws that every world keeps; certifies a conformance.
public enum WorldLaws {
    /// Checks the laws on some factuals and interventions.
    ///
    /// - Parameters:
    ///   - observed: The intervention that sets everything to what it was, for a factual.
    /// - Returns: The laws broken, in words; empty when all hold.
    public static func violations<W: World>(
        of world: W, factuals: [W.Factual], interventions: [W.Action], observed: (W.Factual) -> W.Action
    ) async throws -> [String] where W.Outcome: Equatable {
        var violations: [String] = []
        for (number, factual) in factuals.enumerated() {
            let cause = try await world.abduct(factual)
            let plain = try await world.predict(cause, under: .none)
            if try await world.predict(cause, under: observed(factual)) != plain {
                violations.append("factual \(number): setting everything to what it was changes the outcome")
            }
            for intervention in interventions {
                let once = try await world.predict(cause, under: intervention)
                if try await world.predict(cause, under: intervention.followed(by: intervention)) != once {
                    violations.append("factual \(number): \(intervention) made twice differs from once")
                }
                if try await world.predict(cause, under: W.Action.none.followed(by: intervention)) != once {
                    violations.append(
                        "factual \(number): the empty intervention before \(intervention) changes the outcome")
                }
                if try await world.predict(cause, under: .none) != plain {
                    violations.append("factual \(number): the world remembers \(intervention)")
                }
            }
        }
        return violations
    }
}
