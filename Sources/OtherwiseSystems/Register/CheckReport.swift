public import OtherwiseCore

/// The outcome of a check, as it is written to JSON.
public struct CheckReport: Sendable, Hashable {
    /// The system's number.
    public let id: String
    /// What is shown where it holds, in one sentence.
    public let claim: String
    /// What was measured.
    public let findings: Findings
    /// How long it took.
    public let seconds: Double
    /// Of everything that was drawn at random.
    public let seed: UInt64
    /// The language model that was asked; `nil` where none was.
    public let model: ModelIdentity?
    /// What this check measures on a language model, where none was given; `nil` where there is no such part, and where
    /// it was measured.
    public let notRun: String?

    /// Whether every figure holds and every control fails as it should.
    public var holds: Bool { findings.hold }

    /// Why chance alone would decide; `nil` where the items are enough.
    public var lack: String? {
        guard let items = findings.items, !items.isEnough else { return nil }
        return "too few items: \(items.asked), at least \(items.needed) needed"
    }
}

extension System {
    /// Runs the check; where a language model is given, the part that is measured on one, and that alone.
    ///
    /// - Parameters:
    ///   - seed: Of everything that is drawn at random.
    ///   - items: Items to use in the place of the check's own.
    ///   - model: What the part that needs a real language model is measured on.
    ///   - clock: What the time is read from.
    /// - Throws: `SystemError` where there is no check, or where it does not take the items or the model; what the check
    ///   and the model throw.
    public func report(
        seed: UInt64 = 0, items: CheckItems? = nil, asking model: AskedModel? = nil,
        clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> CheckReport {
        guard let check else { throw SystemError.notYet(id: id, name: name) }
        if items != nil, check.itemFormat == nil { throw SystemError.takesNoItems(id: id, name: name) }
        let part = check as? any LanguageModelCheck
        var findings = Findings(), claim = check.claim
        let time = try await clock.measure {
            guard let model else { return findings = try await check.findings(seed: seed, items: items) }
            guard let part else { throw SystemError.takesNoModel(id: id, name: name) }
            (claim, findings) = (part.modelClaim, try await part.findings(seed: seed, items: items, asking: model))
        }
        return CheckReport(
            id: id, claim: claim, findings: findings, seconds: time / .seconds(1), seed: seed, model: model?.identity,
            notRun: model == nil ? part?.modelClaim : nil)
    }
}

extension CheckReport: Encodable {
    private enum Key: String, CodingKey {
        case id, claim, figures, controls, readings, items, verdict, seconds, seed, model, notRun
    }

    /// Numbers that are not finite are written as null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(claim, forKey: .claim)
        try container.encode(findings.figures, forKey: .figures)
        try container.encode(findings.controls, forKey: .controls)
        try container.encode(findings.readings, forKey: .readings)
        try container.encodeIfPresent(findings.items, forKey: .items)
        try container.encode(holds ? "holds" : "does not hold", forKey: .verdict)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(seed, forKey: .seed)
        try container.encode(model, forKey: .model)
        try container.encode(notRun, forKey: .notRun)
    }
}

extension Figure: Encodable {
    private enum Key: String, CodingKey {
        case name, value, threshold, direction, holds
    }

    /// Numbers that are not finite are written as null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(value.isFinite ? value : nil, forKey: .value)
        try container.encode(threshold, forKey: .threshold)
        try container.encode(direction, forKey: .direction)
        try container.encode(holds, forKey: .holds)
    }
}

extension Control: Encodable {
    private enum Key: String, CodingKey {
        case name, value, mustNotReach, failsAsItShould
    }

    /// Numbers that are not finite are written as null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(value.isFinite ? value : nil, forKey: .value)
        try container.encode(mustNotReach, forKey: .mustNotReach)
        try container.encode(failsAsItShould, forKey: .failsAsItShould)
    }
}

extension Reading: Encodable {
    private enum Key: String, CodingKey {
        case name, value, interval
    }

    /// Numbers that are not finite are written as null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(value.isFinite ? value : nil, forKey: .value)
        try container.encode(interval.map { [$0.lowerBound, $0.upperBound] }, forKey: .interval)
    }
}
