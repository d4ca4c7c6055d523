import Foundation

extension String {
    /// The text of a command without the values of what is called a token, a key, a password or the like.
    var withoutSecrets: String {
        let name = "[\\w-]*(?:token|secret|passw(?:or)?d|credential|api[-_]?key|authorization)[\\w-]*"
        let value = "(?:bearer\\s+)?(?:'[^']*'|\"[^\"]*\"|\\S+)"
        return replacingOccurrences(
            of: "(?i)(--?\(name)(?:\\s+|=)|\(name)\\s*[=:]\\s*)\(value)", with: "$1…", options: .regularExpression)
    }
}

extension URL {
    /// The address without user, password, query and fragment, where secrets are wont to be.
    var withoutSecrets: String {
        guard var parts = URLComponents(url: self, resolvingAgainstBaseURL: true) else { return host() ?? "the server" }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        return parts.string ?? host() ?? "the server"
    }
}
