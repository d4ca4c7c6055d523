import OtherwiseCore
public import OtherwiseNumerics

/// A paired experiment on a model: the same items, put in several ways, and what difference that makes.
public struct Audit: Sendable, Hashable, Codable {
    /// What it is called.
    public var name: String
    /// What is said to the model.
    public var prompt: PromptTemplate
    /// Texts that stand in for fields that neither a variant nor an item sets, by name.
    public var defaults: [String: String]
    /// How an answer is had and read.
    public var answer: AnswerForm
    /// The ways in which items are put, at least one.
    public var variants: [AuditVariant]
    /// Which variants are compared.
    public var contrasts: [AuditContrast]
    /// How often the reference of each contrast is asked again, for the noise floor, 0...20; at least 1 to have one.
    public var repeats: Int
    /// How differences are judged.
    public var statistics: AuditStatistics

    /// - Parameters:
    ///   - name: What it is called.
    ///   - prompt: What is said to the model.
    ///   - defaults: Texts that stand in for fields that neither a variant nor an item sets.
    ///   - answer: How an answer is had and read.
    ///   - variants: The ways in which items are put.
    ///   - contrasts: `nil` to compare every variant with the first.
    ///   - repeats: How often references are asked again, 0...20.
    ///   - statistics: How differences are judged.
    public init(
        _ name: String, prompt: PromptTemplate, defaults: [String: String] = [:], answer: AnswerForm = AnswerForm(),
        variants: [AuditVariant], contrasts: [AuditContrast]? = nil, repeats: Int = 1,
        statistics: AuditStatistics = AuditStatistics()
    ) {
        self.name = name
        self.prompt = prompt
        self.defaults = defaults
        self.answer = answer
        self.variants = variants
        let reference = variants.first?.name ?? ""
        self.contrasts = contrasts ?? variants.dropFirst().map { AuditContrast($0.name, against: reference) }
        self.repeats = repeats
        self.statistics = statistics
    }

    /// The variants that others are compared with, in their order; the first where nothing is compared.
    public var references: [String] {
        let names = Set(contrasts.map(\.reference))
        let references = variants.map(\.name).filter(names.contains)
        return references.isEmpty ? Array(variants.prefix(1).map(\.name)) : references
    }
}

/// One variant against another.
public struct AuditContrast: Sendable, Hashable, Codable {
    /// The counterfactual.
    public let variant: String
    /// The factual.
    public let reference: String

    /// - Parameters:
    ///   - variant: The counterfactual.
    ///   - reference: The factual.
    public init(_ variant: String, against reference: String) {
        self.variant = variant
        self.reference = reference
    }
}

/// How differences are judged.
public struct AuditStatistics: Sendable, Hashable, Codable {
    /// Of intervals, above 0.5 and below 1.
    public var confidence: Double
    /// Of the bootstrap, 100...100,000.
    public var resamples: Int
    /// What is held down when several contrasts are tested.
    public var correction: MultipleTesting

    /// - Parameters:
    ///   - confidence: Of intervals, above 0.5 and below 1.
    ///   - resamples: Of the bootstrap, 100...100,000.
    ///   - correction: What is held down when several contrasts are tested.
    public init(confidence: Double = 0.95, resamples: Int = 2000, correction: MultipleTesting = .holm) {
        self.confidence = confidence
        self.resamples = resamples
        self.correction = correction
    }
}

extension Audit {
    /// - Throws: `AuditError.badDesign` naming what contradicts itself, or the number that is out of its range.
    public func check() throws(AuditError) {
        guard !variants.isEmpty else {
            throw AuditError(.badDesign, "the audit '\(name)' has no variants", hint: "Give at least one")
        }
        var names: Set<String> = []
        for variant in variants where !names.insert(variant.name).inserted {
            throw AuditError(
                .badDesign, "two variants are called '\(variant.name)'", hint: "Give every variant a name of its own")
        }
        try checkContrasts(among: names)
        try checkNumbers()
    }

    private func checkContrasts(among names: Set<String>) throws(AuditError) {
        var seen: Set<AuditContrast> = []
        for contrast in contrasts {
            guard seen.insert(contrast).inserted else {
                throw AuditError(
                    .badDesign, "'\(contrast.variant)' is compared with '\(contrast.reference)' twice",
                    hint: "Keep one of them: p-values are corrected for the number of contrasts")
            }
            for name in [contrast.variant, contrast.reference] where !names.contains(name) {
                throw .unknownVariant(name, among: variants.map(\.name))
            }
            guard contrast.variant != contrast.reference else {
                throw AuditError(
                    .badDesign, "'\(contrast.variant)' is compared with itself",
                    hint: "That is what the noise floor is for; compare two variants")
            }
        }
    }

    private func checkNumbers() throws(AuditError) {
        guard (0...20).contains(repeats) else {
            throw AuditError(.badDesign, "references are to be asked again \(repeats) times", hint: "Give 0 to 20")
        }
        guard statistics.confidence > 0.5, statistics.confidence < 1 else {
            throw AuditError(
                .badDesign, "the confidence is \(statistics.confidence)", hint: "Give a number between 0.5 and 1")
        }
        guard (100...100_000).contains(statistics.resamples) else {
            throw AuditError(
                .badDesign, "\(statistics.resamples) resamples are to be drawn", hint: "Give 100 to 100,000")
        }
    }
}

extension AuditError {
    static func unknownVariant(_ name: String, among names: [String]) -> AuditError {
        let near = names.nearest(to: name).map { "; did you mean '\($0)'?" } ?? ""
        return AuditError(
            .badDesign, "there is no variant '\(name)'\(near)", hint: "Name one of \(names.joined(separator: ", "))")
    }
}
