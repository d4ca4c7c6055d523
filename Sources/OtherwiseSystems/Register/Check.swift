/// An experiment that shows whether a system does what its source claims.
public protocol Check: Sendable {
    /// What is shown when every figure holds and every control fails, in one sentence.
    var claim: String { get }

    /// The format of the items that can take the place of its own, in words; `nil` where it makes all of them itself.
    var itemFormat: String? { get }

    /// Runs the experiment.
    ///
    /// - Parameters:
    ///   - seed: Of everything that is drawn at random.
    ///   - items: Items to use in the place of its own; `nil` for its own.
    /// - Throws: `SystemError.badItems` for items that are not of its format.
    func findings(seed: UInt64, items: CheckItems?) async throws -> Findings
}

extension Check {
    /// Nothing: the check makes its items itself.
    public var itemFormat: String? { nil }
}
