public import OtherwiseCore
public import OtherwiseModels

/// What questions would take if they were asked, without asking one.
public struct EndpointEstimate: Sendable, Hashable, Codable {
    /// Questions that would be sent.
    public var questions = 0
    /// Questions whose answer is known already.
    public var cached = 0
    /// About how many tokens the questions have: one for every 4 bytes, which is a rule of thumb for English.
    public var promptTokens = 0
    /// The most tokens that the answers can have.
    public var completionTokens = 0

    /// Nothing yet.
    public init() {}
}

extension EndpointModel {
    /// What these questions would take. Nothing is sent.
    ///
    /// - Throws: `ModelError.invalidValue` for settings out of range; `CancellationError`.
    public func estimate(
        of prompts: [Prompt], _ settings: GenerationSettings = GenerationSettings()
    ) async throws -> EndpointEstimate {
        var estimate = EndpointEstimate()
        for prompt in prompts { try await count(request(prompt, settings), into: &estimate) }
        return estimate
    }

    func count(_ request: EndpointRequest, into estimate: inout EndpointEstimate) async throws {
        let digest = request.digest(at: client.endpoint, repetition: repetition)
        guard try await client.remembered(digest) == nil else { return estimate.cached += 1 }
        estimate.questions += 1
        estimate.promptTokens += request.aboutPromptTokens
        estimate.completionTokens += request.settings.maximumTokens
    }
}

/// Stands in for a model that is not asked: what would be asked is counted, and answered with a placeholder.
///
/// A method that asks further questions depending on answers is counted along the way that the placeholder leads it.
public actor DryRun: TextGenerator {
    /// The model that would be asked.
    public nonisolated let model: EndpointModel
    private nonisolated let placeholder: @Sendable (Prompt) -> String
    /// What would have been asked so far.
    public private(set) var estimate = EndpointEstimate()

    /// That of the model that would be asked.
    public nonisolated var identity: ModelIdentity { model.identity }

    /// - Parameters:
    ///   - model: The model that would be asked.
    ///   - placeholder: Takes the place of an answer that is not known yet.
    public init(_ model: EndpointModel, placeholder: @escaping @Sendable (Prompt) -> String = { _ in "" }) {
        self.model = model
        self.placeholder = placeholder
    }

    /// The answer that is known from before, else the placeholder.
    ///
    /// - Throws: `ModelError.invalidValue` for settings out of range; `CancellationError`.
    public func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        let request = try model.request(prompt, settings)
        var counted = EndpointEstimate()
        try await model.count(request, into: &counted)
        estimate.add(counted)
        if counted.cached > 0 { return try await model.text(after: prompt, settings) }
        return GeneratedText(text: placeholder(prompt), tokenCount: 0, ending: .end)
    }
}

extension EndpointEstimate {
    /// Counts the questions of another estimate too.
    package mutating func add(_ other: EndpointEstimate) {
        questions += other.questions
        cached += other.cached
        promptTokens += other.promptTokens
        completionTokens += other.completionTokens
    }
}
