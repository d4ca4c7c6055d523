/// Where a result comes from: enough to make it again.
public struct Provenance: Sendable, Hashable, Codable {
    public var method: String
    /// The version of Otherwise.
    public var version: String
    public var seed: UInt64
    public var settings: [String: String]
    public var model: ModelIdentity
    /// SHA-256 of the data file; `nil` when the data did not come from a file.
    public var dataDigest: String?

    public init(
        method: String, version: String = OtherwiseVersion.current, seed: UInt64 = 0, settings: [String: String] = [:],
        model: ModelIdentity, dataDigest: String? = nil
    ) {
        self.method = method
        self.version = version
        self.seed = seed
        self.settings = settings
        self.model = model
        self.dataDigest = dataDigest
    }
}

/// The version of this package.
public enum OtherwiseVersion {
    public static let current = "0.1.0"
}
