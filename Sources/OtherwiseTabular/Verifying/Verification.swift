/// What came of checking a record again.
public struct Verification: Sendable, Hashable, Codable {
    /// One per claim of the record.
    public let checks: [Check]

    /// What was claimed, and what came of it.
    public struct Check: Sendable, Hashable, Codable {
        /// What came of a claim.
        public enum Verdict: String, Sendable, Hashable, Codable {
            /// It holds.
            case confirmed
            /// It does not.
            case refuted
            /// Neither is known.
            case open
        }

        /// What the record says.
        public let claim: String
        /// What came of it.
        public let verdict: Verdict
        /// How it was confirmed, what was found instead, or why it is open.
        public let detail: String

        init(_ claim: String, _ verdict: Verdict, _ detail: String) {
            self.claim = claim
            self.verdict = verdict
            self.detail = detail
        }

        init(_ claim: String, _ holds: Bool, _ detail: String) {
            self.init(claim, holds ? .confirmed : .refuted, detail)
        }
    }

    /// Whether every claim holds.
    public var isConfirmed: Bool { checks.allSatisfy { $0.verdict == .confirmed } }
    /// Whether some claim does not hold.
    public var isRefuted: Bool { checks.contains { $0.verdict == .refuted } }
}
