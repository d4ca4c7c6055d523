public import OtherwiseModels

/// A check that also asks a real language model, where one is given: whether the effect that is sought is there in it.
public protocol LanguageModelCheck: Check {
    /// Asks the model.
    ///
    /// - Parameters:
    ///   - seed: Of everything that is drawn at random.
    ///   - items: What the model is asked about, in the check's format.
    /// - Throws: `SystemError.badItems`; what the model throws.
    func findings(seed: UInt64, items: CheckItems, asking model: any LikelihoodModel) async throws -> Findings
}

extension System {
    /// Runs the check on a real language model alone.
    ///
    /// - Throws: `SystemError.takesNoModel` where the check asks none; as `report(seed:items:clock:)`.
    public func report(
        seed: UInt64 = 0, items: CheckItems, asking model: any LikelihoodModel,
        clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> CheckReport {
        guard let check else { throw SystemError.notYet(id: id, name: name) }
        guard let check = check as? any LanguageModelCheck else { throw SystemError.takesNoModel(id: id, name: name) }
        var findings = Findings()
        let time = try await clock.measure {
            findings = try await check.findings(seed: seed, items: items, asking: model)
        }
        return CheckReport(id: id, claim: check.claim, findings: findings, seconds: time / .seconds(1), seed: seed)
    }
}
