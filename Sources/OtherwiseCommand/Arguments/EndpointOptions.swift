import ArgumentParser
import Foundation
import OtherwiseEndpoints
import OtherwiseStore

/// Which language model is asked behind which server, and how.
struct EndpointOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address of a server that is asked as OpenAI's is, such as http://localhost:8080/v1. A key is taken from the environment variable OTHERWISE_ENDPOINT_KEY.",
            valueName: "url"))
    var endpoint: String?

    @Option(help: ArgumentHelp("What the model is called there.", valueName: "name"))
    var endpointModel: String?

    @Option(
        help: ArgumentHelp(
            "The file in which answers are kept, so that the same question costs nothing again; 'none' asks anew. (default: ~/.cache/otherwise/answers.sqlite)",
            valueName: "file"), completion: .file())
    var answers: String?

    @Option(help: ArgumentHelp("Questions under way at once. (default: 4)", valueName: "n"))
    var concurrency: Int?

    @Option(help: ArgumentHelp("The most requests in a minute. (default: no limit)", valueName: "n"))
    var requestsPerMinute: Int?

    @Option(help: ArgumentHelp("The most tokens in a minute. (default: no limit)", valueName: "n"))
    var tokensPerMinute: Int?

    @Option(
        help: ArgumentHelp(
            "What a million tokens of questions and a million of answers cost, such as 2.50,10, to be told what was spent.",
            valueName: "a,b"),
        transform: Self.prices)
    var prices: TokenPrices?

    @Option(
        help: ArgumentHelp(
            "How long one answer of the server may take, such as 30s or 5m. (default: 2m)", valueName: "time"),
        transform: DurationArgument.duration)
    var endpointTimeout: Duration?

    @Flag(
        help:
            "Send no temperature, for models that refuse one (OpenAI's that reason before they answer). They draw what they write."
    )
    var withoutTemperature = false

    @Flag(help: "Send the key unencrypted (http://) to another machine, where everybody on the way can read it.")
    var keyInClear = false

    @Flag(help: "Ask nothing: say how many questions would be asked, and about what they would take.")
    var dryRun = false

    func validate() throws {
        let counts = [
            ("concurrency", concurrency), ("requests-per-minute", requestsPerMinute),
            ("tokens-per-minute", tokensPerMinute),
        ]
        for case (let name, let count?) in counts where count < 1 {
            throw ValidationError("--\(name) is \(count). Give 1 or more.")
        }
        if endpoint == nil, let stray { throw ValidationError("--\(stray) goes with --endpoint.") }
        _ = try languageEndpoint(key: nil)
    }

    /// An option that says how a server is asked.
    private var stray: String? {
        let options = [
            ("endpoint-model", endpointModel != nil), ("answers", answers != nil), ("concurrency", concurrency != nil),
            ("requests-per-minute", requestsPerMinute != nil), ("tokens-per-minute", tokensPerMinute != nil),
            ("prices", prices != nil), ("endpoint-timeout", endpointTimeout != nil),
            ("without-temperature", withoutTemperature), ("key-in-clear", keyInClear),
        ]
        return options.first { $0.1 }?.0
    }

    /// Whether a model is named.
    var isGiven: Bool { endpoint != nil }

    /// The model that is named; `nil` where none is.
    ///
    /// - Throws: `ValidationError`; `StoreError` for a file of answers that cannot be used.
    func model() throws -> EndpointModel? {
        guard let endpoint = try languageEndpoint(key: EndpointKey.checked(for: endpoint)) else { return nil }
        guard keyInClear || dryRun || !endpoint.sendsKeyInClear else {
            throw ValidationError(
                "--endpoint: the key would go to \(endpoint.server) unencrypted, for everybody on the way to read. Give an address that begins with https://, or --key-in-clear where the way is safe."
            )
        }
        return try EndpointModel(endpoint, settings, cache: cache)
    }

    private var settings: EndpointSettings {
        var settings = EndpointSettings()
        settings.concurrency = concurrency ?? settings.concurrency
        settings.timeout = endpointTimeout ?? settings.timeout
        settings.sendsTemperature = !withoutTemperature
        settings.allowsKeyInClear = keyInClear
        settings.limits = RateLimits(requestsPerMinute: requestsPerMinute, tokensPerMinute: tokensPerMinute)
        return settings
    }

    /// A place of the user's own must be usable; the usual one is done without where it is not, which is said.
    private var cache: ResponseCache? {
        get throws {
            guard answers != "none" else { return nil }
            if let answers { return try ResponseCache(path: answers) }
            do {
                return try ResponseCache(path: CacheFolder.file("answers.sqlite"))
            } catch {
                StandardError.write("Note: answers are not kept. \(error)\n")
                return nil
            }
        }
    }

    private func languageEndpoint(key: String?) throws(ValidationError) -> LanguageEndpoint? {
        guard let endpoint else { return nil }
        guard let url = URL(string: endpoint), ["http", "https"].contains(url.scheme), url.host() != nil else {
            throw ValidationError(
                "--endpoint is no address of a server. Write it in full, such as http://localhost:8080/v1.")
        }
        guard let endpointModel, !endpointModel.isEmpty else {
            throw ValidationError("Which model? --endpoint needs --endpoint-model.")
        }
        return LanguageEndpoint(url, model: endpointModel, key: key)
    }

    static func prices(_ text: String) throws(ValidationError) -> TokenPrices {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
        guard numbers.count == 2, numbers.allSatisfy({ $0 >= 0 && $0 < 1e9 }) else {
            throw ValidationError("--prices: '\(text)' is not two prices. Write them as 2.50,10.")
        }
        return TokenPrices(promptMillion: numbers[0], completionMillion: numbers[1])
    }
}

/// Where the key to a server is looked up. It is never shown.
enum EndpointKey {
    static let variable = "OTHERWISE_ENDPOINT_KEY"
    /// Sent to OpenAI's own server alone.
    static let vendorVariable = "OPENAI_API_KEY"

    /// The key to the server at an address.
    ///
    /// - Throws: `ValidationError` for what would be no one line of a header.
    static func checked(for address: String?) throws(ValidationError) -> String? {
        if let key = try KeyVariable(name: variable).key() { return key }
        let host = address.flatMap(URL.init)?.host()
        return host == "api.openai.com" ? try KeyVariable(name: vendorVariable).key() : nil
    }
}

/// Where what can be made again is kept (XDG Base Directory Specification).
enum CacheFolder {
    static func file(_ name: String, _ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let base = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (base ?? "\(environment["HOME"] ?? ".")/.cache") + "/otherwise/\(name)"
    }
}
