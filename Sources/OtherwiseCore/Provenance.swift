/// Where a result comes from: enough to make it again.
public struct Provenance: Sendable, Hashable, Codable {
    /// The name of the strategy or of the method.
    public var method: String
    /// The version of Otherwise.
    public var version: String
    /// The seed of whatever was drawn at random.
    public var seed: UInt64
    /// What else was chosen, by name, as text.
    public var settings: [String: String]
    /// The model that was asked.
    public var model: ModelIdentity
    /// SHA-256 of the data file; `nil` when the data did not come from a file.
    public var dataDigest: String?

    /// - Parameters:
    ///   - method: The name of the strategy or of the method.
    ///   - version: The version of Otherwise.
    ///   - seed: The seed of whatever was drawn at random.
    ///   - settings: What else was chosen, by name, as text.
    ///   - model: The model that was asked.
    ///   - dataDigest: SHA-256 of the data file; `nil` for data that did not come from a file.
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
    /// The version, as semantic versioning has it.
    public static let current = "0.1.0"
}
