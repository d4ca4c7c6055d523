/// The outcome of a check, as it is written to JSON.
public struct CheckReport: Sendable, Hashable {
    /// The system's number.
    public let id: String
    public let claim: String
    public let findings: Findings
    public let seconds: Double
    public let seed: UInt64

    /// Whether every figure holds and every control fails as it should.
    public var holds: Bool { findings.hold }
}

extension System {
    /// Runs the check.
    ///
    /// - Parameters:
    ///   - items: Items to use in the place of the check's own.
    ///   - clock: What the time is read from.
    /// - Throws: `SystemError` where there is no check, or where it does not take the items; what the check throws.
    public func report(
        seed: UInt64 = 0, items: CheckItems? = nil, clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> CheckReport {
        guard let check else { throw SystemError.notYet(id: id, name: name) }
        if items != nil, check.itemFormat == nil { throw SystemError.takesNoItems(id: id, name: name) }
        var findings = Findings()
        let time = try await clock.measure { findings = try await check.findings(seed: seed, items: items) }
        return CheckReport(id: id, claim: check.claim, findings: findings, seconds: time / .seconds(1), seed: seed)
    }
}

extension CheckReport: Encodable {
    private enum Key: String, CodingKey {
        case id, claim, figures, controls, verdict, seconds, seed
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(claim, forKey: .claim)
        try container.encode(findings.figures, forKey: .figures)
        try container.encode(findings.controls, forKey: .controls)
        try container.encode(holds ? "holds" : "does not hold", forKey: .verdict)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(seed, forKey: .seed)
    }
}

extension Figure: Encodable {
    private enum Key: String, CodingKey {
        case name, value, threshold, direction, holds
    }

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

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(value.isFinite ? value : nil, forKey: .value)
        try container.encode(mustNotReach, forKey: .mustNotReach)
        try container.encode(failsAsItShould, forKey: .failsAsItShould)
    }
}
