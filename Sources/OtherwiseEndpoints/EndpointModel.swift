public import OtherwiseCore
public import OtherwiseModels
public import OtherwiseStore

/// A language model behind a server that is asked as OpenAI's is: chat for conversations, completions for plain text.
///
/// A question that fails and may go better is asked again; a question whose answer is in the cache is not asked at all,
/// so that a second run costs nothing and reads the same.
public struct EndpointModel: TextGenerator {
    let client: EndpointClient
    /// Tells apart what is asked several times on purpose.
    private(set) var repetition = 0

    /// The model and the address, without what may be secret.
    public var identity: ModelIdentity { client.endpoint.identity }
    /// How it is asked.
    public var settings: EndpointSettings { client.settings }
    /// What asking has taken so far.
    public var usage: EndpointUsage { client.usage }
    /// Why answers are not kept, or not found again; `nil` while they are. The questions are answered all the same.
    public var storeFailure: StoreError? { client.storeFailure }

    /// - Parameters:
    ///   - endpoint: Where the server is.
    ///   - settings: How it is asked.
    ///   - cache: Where answers are kept; `nil` asks every time.
    public init(
        _ endpoint: LanguageEndpoint, _ settings: EndpointSettings = EndpointSettings(), cache: ResponseCache? = nil
    ) {
        client = EndpointClient(endpoint, settings, cache)
    }

    /// The same model, asked once more: its answers are kept apart from those of other repetitions, so that what two
    /// askings of one question differ in can be measured, and measured again from the cache.
    ///
    /// - Parameter number: 0 for the answers that are kept by default.
    public func repeated(_ number: Int) -> EndpointModel {
        var model = self
        model.repetition = number
        return model
    }

    /// - Throws: `ModelError`; `CancellationError`.
    public func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        let answer = try await answer(to: prompt, settings)
        return GeneratedText(text: answer.text, tokenCount: answer.counts?.completion ?? 0, ending: answer.ending)
    }

    /// What the server answers, with its count of tokens and, where it offers them, log-probabilities.
    ///
    /// - Parameters:
    ///   - prompt: Plain text to go on from, or a conversation.
    ///   - settings: How text is written.
    ///   - alternatives: How many of the likeliest tokens to tell at each place, 0 to 20; `nil` for none and for no
    ///     log-probabilities.
    ///   - receive: Shown what is written as it comes, where answers are streamed.
    /// - Throws: `ModelError`: `.unavailable`, `.timedOut`, `.refused`, `.contextTooLong` or `.badAnswer`, or
    ///   `.invalidValue` where a key would go unencrypted to another machine; `CancellationError`.
    public func answer(
        to prompt: Prompt, _ settings: GenerationSettings = GenerationSettings(), alternatives: Int? = nil,
        receive: TextReceiver? = nil
    ) async throws -> EndpointAnswer {
        try await answer(to: request(prompt, settings, alternatives: alternatives), receive: receive)
    }

    func request(
        _ prompt: Prompt, _ settings: GenerationSettings, alternatives: Int? = nil, echoes: Bool = false
    ) throws(ModelError) -> EndpointRequest {
        try settings.check()
        return EndpointRequest(
            model: client.endpoint.model, prompt: prompt, settings: settings, alternatives: alternatives,
            echoes: echoes, sendsTemperature: client.settings.sendsTemperature)
    }

    func answer(to request: EndpointRequest, receive: TextReceiver? = nil) async throws -> EndpointAnswer {
        do {
            return try await client.answer(to: request, repetition: repetition, receive: receive)
        } catch let error as ModelError {
            throw error.inModel(identity.name)
        }
    }
}
