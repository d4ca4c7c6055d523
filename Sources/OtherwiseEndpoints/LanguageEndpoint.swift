public import Foundation
package import OtherwiseBlackBox
public import OtherwiseCore

/// A language model behind a server that is asked as OpenAI's is: where the server is, what the model is called there,
/// and the key to it, which is shown nowhere.
public struct LanguageEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The server, without what may be secret when it is shown.
    package let server: ModelEndpoint
    /// What the model is called there.
    public let model: String

    /// - Parameters:
    ///   - url: The address that ends before `/chat/completions`, such as `http://localhost:8080/v1`.
    ///   - model: What the model is called there.
    ///   - key: Sent as `Authorization: Bearer`, without the space and the line ends around it; `nil` or empty for nothing.
    ///     It is never shown nor stored. One with a space or a line end within is not sent, and nothing is asked.
    public init(_ url: URL, model: String, key: String? = nil) {
        server = ModelEndpoint(url, token: key)
        self.model = model
    }

    /// The model and the address, without what may be secret.
    public var description: String { "\(model) at \(server)" }

    /// What names the model in a result.
    public var identity: ModelIdentity { ModelIdentity(name: description, digest: nil) }

    /// Whether a key would be sent unencrypted to another machine.
    package var sendsKeyInClear: Bool {
        server.token != nil && server.url.scheme?.lowercased() != "https" && !isLoopback
    }

    private var isLoopback: Bool {
        let host = (server.url.host() ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "[]")).lowercased()
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isAddress = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return host == "::1" || parts.last == "localhost" || isAddress && parts[0] == "127"
    }
}
