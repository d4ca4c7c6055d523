/// What critics say of a reply, and the reply with only that changed.
public struct Critique: Sendable, Hashable {
    /// What an element is.
    public enum ElementType: String, Sendable, Hashable, Codable, CaseIterable {
        case numeral, entity, topic
    }

    /// What a critic says of it.
    public enum Verdict: String, Sendable, Hashable, Codable {
        case backed
        /// The evidence has another element in its place.
        case wrong
        /// The evidence has nothing in its place.
        case unsupported
    }

    /// One element of the reply.
    public struct Judged: Sendable, Hashable {
        /// What it is.
        public let type: ElementType
        /// In the reply, in characters.
        public let range: Range<Int>
        /// As the reply has it.
        public let text: String
        /// What the critic says of it.
        public let verdict: Verdict
        /// That it is in error, 0...1.
        public let probability: Double
        /// What should stand there; `nil` where nothing backed is known.
        public let suggestion: String?
        /// The place of the sentence that tells; `nil` where none does.
        public let evidence: Int?

        /// A line for whoever rewrites the reply.
        public var feedback: String {
            let place = evidence.map { " (evidence \($0 + 1))" } ?? ""
            let advice = suggestion.map { "it should be '\($0)'\(place)" } ?? "leave it out"
            return "\(type.rawValue) '\(text)' is \(verdict.rawValue): \(advice)"
        }
    }

    /// The reply that was judged.
    public let reply: String
    let hasEvidence: Bool
    /// All elements that were found in it, in order.
    public let judged: [Judged]

    /// What is to be changed.
    public var flagged: [Judged] { judged.filter { $0.verdict != .backed } }

    /// The reply with wrong elements replaced and unsupported ones left out; all else stays as it is.
    ///
    /// - Parameter allowsDeletion: Whether elements may be left out where there is no evidence at all.
    /// - Throws: `CritiqueError.noEvidence` where they may not.
    public func refined(allowsDeletion: Bool = false) throws(CritiqueError) -> String {
        guard hasEvidence || allowsDeletion else { throw .noEvidence }
        var characters = Array(reply)
        for judged in flagged.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            characters.replaceSubrange(judged.range, with: judged.suggestion ?? "")
        }
        return String(characters)
    }
}

extension EvidenceCritic {
    /// Criticises and refines until nothing is flagged, three times at most.
    ///
    /// - Throws: What `critique` and `refined` throw; a reply that is left out wholly ends the rounds.
    public func refined(_ reply: String, evidence: [String], rounds: Int = 3) throws(CritiqueError) -> String {
        var reply = reply
        for _ in 0..<rounds {
            let critique = try critique(reply, evidence: evidence)
            if critique.flagged.isEmpty { break }
            reply = try critique.refined()
            if !reply.contains(where: \.isLetter) { break }
        }
        return reply
    }
}

/// Why a reply cannot be criticised or refined.
public enum CritiqueError: Error, Sendable, Hashable {
    case emptyReply
    case noEvidence
}

extension CritiqueError: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .emptyReply: "The reply has no sentence. Give the text that is to be checked."
        case .noEvidence:
            "There is no evidence, so that refining would leave out every number and name. Give evidence, or allow deletion."
        }
    }
}
