public import Foundation
import OtherwiseModels

/// The address of a model behind a server, and the key to it.
public struct ModelEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// Where the server is asked.
    public let url: URL
    /// Sent as `Authorization: Bearer …` and shown nowhere; `nil` for none.
    package let token: String?

    /// - Parameters:
    ///   - url: Where the server is asked.
    ///   - token: What is sent as `Authorization: Bearer`, without the space and the line ends around it; `nil` or empty
    ///     for nothing. It is never shown. One with a space or a line end within is not sent, and nothing is asked.
    public init(_ url: URL, token: String? = nil) {
        self.url = url
        self.token = token.flatMap(BearerKey.trimmed)
    }

    /// What is sent as `Authorization`; `nil` without a token.
    ///
    /// - Throws: `ModelError.invalidValue` for a token that would be no one line of a header.
    package var authorization: String? {
        get throws(ModelError) {
            guard let token else { return nil }
            guard let key = BearerKey(token) else {
                throw ModelError(
                    .invalidValue, "the key has a space, a line end or a letter in it that no key has",
                    hint: "Give the key alone")
            }
            return key.authorization
        }
    }

    /// The address without what may be secret.
    public var description: String { url.withoutSecrets }
}

extension ModelEndpoint: CustomDebugStringConvertible, CustomReflectable {
    /// The address without its secrets.
    public var debugDescription: String { description }
    /// The address without its secrets, so that no dump shows the token.
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}

/// How a server is asked.
public enum ServerProtocol: String, Sendable, Hashable, CaseIterable {
    /// The open inference protocol, version 2: `GET …/v2/models/NAME` and `POST …/v2/models/NAME/infer`.
    case kserve
    /// `POST …/invocations` with `dataframe_split`.
    case mlflow

    /// The protocol that the path of an address shows; `nil` where it shows none.
    public init?(of url: URL) {
        let parts = url.pathComponents
        if parts.last == "invocations" {
            self = .mlflow
        } else if let place = parts.firstIndex(of: "v2"), parts.dropFirst(place + 1).first == "models",
            parts.count > place + 2
        {
            self = .kserve
        } else {
            return nil
        }
    }
}
