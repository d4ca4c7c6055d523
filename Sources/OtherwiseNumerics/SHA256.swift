/// The SHA-256 digest of bytes (FIPS 180-4, 2015), to name the model and the data that a result rests on.
///
/// It equals what `sha256sum` prints. Written here because the alternative adds a cryptography
/// library to every build for one digest per run.
public enum SHA256 {
    /// - Returns: 64 lower-case hexadecimal digits.
    /// - Complexity: Linear in the number of bytes.
    public static func hexDigest(of bytes: some Collection<UInt8>) -> String {
        var hasher = SHA256Hasher()
        hasher.update(bytes)
        return hasher.finalizedHexDigest()
    }
}

/// SHA-256 over chunks, for data that is streamed.
public struct SHA256Hasher: Sendable {
    private var state = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    /// What does not fill a block yet.
    private var rest: [UInt8] = []
    private var byteCount: UInt64 = 0

    private static let blockBytes = 64

    /// A digest of no bytes yet.
    public init() {}

    /// Takes in the next bytes.
    ///
    /// - Complexity: Linear in their number.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        let isTaken: Void? = bytes.withContiguousStorageIfAvailable { take(UnsafeRawBufferPointer($0)) }
        if isTaken == nil { Array(bytes).withUnsafeBytes { take($0) } }
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        byteCount &+= UInt64(bytes.count)
        let start = rest.isEmpty ? 0 : min(Self.blockBytes - rest.count, bytes.count)
        rest += bytes[..<start]
        if rest.count == Self.blockBytes {
            let block = rest
            block.withUnsafeBytes { compress($0) }
            rest = []
        }
        guard rest.isEmpty else { return }
        let end = bytes.count - (bytes.count - start) % Self.blockBytes
        for place in stride(from: start, to: end, by: Self.blockBytes) {
            compress(UnsafeRawBufferPointer(rebasing: bytes[place..<(place + Self.blockBytes)]))
        }
        rest += bytes[end...]
    }

    /// The digest of all bytes taken in.
    ///
    /// - Returns: 64 lower-case hexadecimal digits.
    public consuming func finalizedHexDigest() -> String {
        let bitCount = (byteCount &* 8).bigEndian
        let zeros = (2 * Self.blockBytes - 9 - rest.count) % Self.blockBytes
        update([0x80] + [UInt8](repeating: 0, count: zeros) + withUnsafeBytes(of: bitCount) { Array($0) })
        return state.indices.map { Self.hexadecimal(state[$0]) }.joined()
    }

    private static func hexadecimal(_ word: UInt32) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// - Parameter block: 64 bytes.
    private mutating func compress(_ block: UnsafeRawBufferPointer) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.constants.count) { words in
            Self.expand(block, into: words)
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            // The eight words change places; written out, none of them moves.
            for place in stride(from: 0, to: words.count, by: 8) {
                Self.round(a, b, c, &d, e, f, g, &h, words[place])
                Self.round(h, a, b, &c, d, e, f, &g, words[place + 1])
                Self.round(g, h, a, &b, c, d, e, &f, words[place + 2])
                Self.round(f, g, h, &a, b, c, d, &e, words[place + 3])
                Self.round(e, f, g, &h, a, b, c, &d, words[place + 4])
                Self.round(d, e, f, &g, h, a, b, &c, words[place + 5])
                Self.round(c, d, e, &f, g, h, a, &b, words[place + 6])
                Self.round(b, c, d, &e, f, g, h, &a, words[place + 7])
            }
            state &+= SIMD8(a, b, c, d, e, f, g, h)
        }
    }

    /// The message schedule, the constants added (FIPS 180-4, 6.2.2).
    @inline(__always)
    private static func expand(_ block: UnsafeRawBufferPointer, into words: UnsafeMutableBufferPointer<UInt32>) {
        for index in 0..<16 {
            words[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        for index in 16..<64 {
            let early = words[index - 15], late = words[index - 2]
            let first = early.rotated(7) ^ early.rotated(18) ^ (early >> 3)
            let second = late.rotated(17) ^ late.rotated(19) ^ (late >> 10)
            words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
        }
        constants.withUnsafeBufferPointer { for index in 0..<64 { words[index] &+= $0[index] } }
    }

    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ word: UInt32
    ) {
        let choice = (e & f) ^ (~e & g)
        let first = h &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ choice &+ word
        let majority = (a & b) ^ (a & c) ^ (b & c)
        d = d &+ first
        h = first &+ (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ majority
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}

extension UInt32 {
    fileprivate func rotated(_ count: UInt32) -> UInt32 { (self >> count) | (self << (32 - count)) }
}
