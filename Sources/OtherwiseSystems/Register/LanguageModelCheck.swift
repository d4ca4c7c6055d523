/// A check a part of which is measured on a real language model, where one is given.
public protocol LanguageModelCheck: Check {
    /// What is measured on the model, in one sentence.
    var modelClaim: String { get }

    /// Measures that part alone.
    ///
    /// - Parameters:
    ///   - seed: Of everything that is drawn at random.
    ///   - items: What the model is asked about, in the check's format; `nil` for the check's own.
    /// - Throws: `SystemError` for items that are not of the format and for a model that lacks what the part needs; what
    ///   the model throws.
    func findings(seed: UInt64, items: CheckItems?, asking model: AskedModel) async throws -> Findings
}
