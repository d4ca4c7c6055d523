/// A member that may not be known: it is written as `null` then rather than left out, so that readers see that it is not.
///
/// A number that JSON cannot hold counts as not known. A member that was left out is read as not known.
@propertyWrapper
public struct OrNull<Member: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
    /// `nil` where it is not known.
    public var wrappedValue: Member?

    /// - Parameter wrappedValue: `nil` where it is not known.
    public init(wrappedValue: Member?) { self.wrappedValue = wrappedValue }

    /// Reads a member, or `null`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? nil : try container.decode(Member.self)
    }

    /// Writes the member, or `null`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let number = wrappedValue as? Double, !number.isFinite { return try container.encodeNil() }
        try container.encode(wrappedValue)
    }
}

extension KeyedDecodingContainer {
    /// Reads a member that may be absent.
    public func decode<Member>(_ type: OrNull<Member>.Type, forKey key: Key) throws -> OrNull<Member> {
        try decodeIfPresent(type, forKey: key) ?? OrNull(wrappedValue: nil)
    }
}
