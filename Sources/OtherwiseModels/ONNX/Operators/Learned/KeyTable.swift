/// Positions in a list of distinct strings, integers or numbers.
enum KeyTable: Sendable {
    case strings([String: Int])
    case integers([Int64: Int])
    case numbers([Double: Int], missing: Int?)

    /// Which of several equal keys counts.
    enum Precedence: Sendable { case first, last }

    /// - Parameter matchesMissing: Whether NaN is a key like any other.
    init(_ keys: Tensor.Storage, _ precedence: Precedence, matchesMissing: Bool = false) throws(ModelError) {
        switch keys {
        case .string(let keys): self = .strings(Self.positions(keys, precedence))
        case .int64(let keys): self = .integers(Self.positions(keys, precedence))
        case .float(let keys):
            self = .numbers(
                Self.positions(keys.map(Double.init), precedence),
                missing: matchesMissing ? keys.firstIndex(where: \.isNaN) : nil)
        case .double(let keys):
            self = .numbers(
                Self.positions(keys, precedence), missing: matchesMissing ? keys.firstIndex(where: \.isNaN) : nil)
        case .bool: throw .unsupportedElements("Truth values as keys are not known here")
        }
    }

    /// The position of every element among the keys; `nil` for one that is not a key.
    func positions(of input: Tensor) throws(ModelError) -> [Int?] {
        switch (self, input.storage) {
        case (.strings(let table), .string(let elements)): elements.map { table[$0] }
        case (.integers(let table), .int64(let elements)): elements.map { table[$0] }
        case (.numbers(let table, let missing), .float(let elements)):
            elements.map { $0.isNaN ? missing : table[Double($0)] }
        case (.numbers(let table, let missing), .double(let elements)): elements.map { $0.isNaN ? missing : table[$0] }
        default: throw .mismatch("The keys are not of type \(input.storage.elementType), which was given")
        }
    }

    private static func positions<Key: Hashable>(_ keys: [Key], _ precedence: Precedence) -> [Key: Int] {
        Dictionary(zip(keys, keys.indices), uniquingKeysWith: { precedence == .first ? $0 : $1 })
    }
}
