/// Something that can be intervened on and run again.
///
/// Write `abduct` and `predict`; `whatIf` follows. Every world keeps these laws, which
/// `OtherwiseTesting` checks: the empty intervention returns the factual outcome; setting a thing to
/// what it was changes nothing; an intervention made twice equals the same made once.
public protocol World<Factual, Cause, Action, Outcome>: Sendable {
    /// What was observed.
    associatedtype Factual: Sendable
    /// What the world holds fixed between the factual and the counterfactual.
    associatedtype Cause: Sendable
    associatedtype Action: Intervention
    associatedtype Outcome: Sendable

    /// The cause that is consistent with what was observed (Pearl 2009, 7.1: abduction).
    func abduct(_ factual: Factual) async throws -> Cause

    /// The outcome of a cause under an intervention (action and prediction).
    func predict(_ cause: Cause, under intervention: Action) async throws -> Outcome
}

extension World {
    /// What would have happened if `intervention` had been made.
    public func whatIf(
        _ factual: Factual, under intervention: Action
    ) async throws -> Counterfactual<Factual, Action, Outcome> {
        let cause = try await abduct(factual)
        let outcome = try await predict(cause, under: intervention)
        return Counterfactual(factual: factual, intervention: intervention, outcome: outcome)
    }

    /// The outcomes without and with `intervention`, side by side.
    public func contrast(_ factual: Factual, under intervention: Action) async throws -> Contrast<Outcome> {
        let cause = try await abduct(factual)
        return Contrast(
            factual: try await predict(cause, under: .none),
            counterfactual: try await predict(cause, under: intervention)
        )
    }
}

/// A value that says what is changed in a world.
public protocol Intervention: Sendable, Equatable {
    /// The intervention that changes nothing.
    static var none: Self { get }
    /// This intervention, then another; the later one wins where both speak.
    func followed(by next: Self) -> Self
}

/// A factual, an intervention, and what would have come of it.
public struct Counterfactual<Factual: Sendable, Action: Intervention, Outcome: Sendable>: Sendable {
    /// What was observed.
    public let factual: Factual
    /// What is changed.
    public let intervention: Action
    /// What would have come of it.
    public let outcome: Outcome

    /// - Parameters:
    ///   - factual: What was observed.
    ///   - intervention: What is changed.
    ///   - outcome: What would have come of it.
    public init(factual: Factual, intervention: Action, outcome: Outcome) {
        self.factual = factual
        self.intervention = intervention
        self.outcome = outcome
    }
}

/// Two outcomes of one cause: without and with the intervention.
public struct Contrast<Outcome: Sendable>: Sendable {
    /// The outcome without the intervention.
    public let factual: Outcome
    /// The outcome with it.
    public let counterfactual: Outcome

    /// - Parameters:
    ///   - factual: The outcome without the intervention.
    ///   - counterfactual: The outcome with it.
    public init(factual: Outcome, counterfactual: Outcome) {
        self.factual = factual
        self.counterfactual = counterfactual
    }
}

extension Contrast: Equatable where Outcome: Equatable {
    /// Whether the intervention changed the outcome.
    public var isFlip: Bool { factual != counterfactual }
}

extension Contrast where Outcome: BinaryFloatingPoint {
    /// Counterfactual minus factual, in the outcome's unit.
    public var difference: Outcome { counterfactual - factual }
    /// Counterfactual over factual.
    public var ratio: Outcome { counterfactual / factual }
}
