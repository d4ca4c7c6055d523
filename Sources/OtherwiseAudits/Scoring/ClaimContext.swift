import Foundation

/// What stands around a claim in a text, by which a claim is told from its denial.
struct ClaimContext {
    /// What stands before it in its clause, in lower case.
    private let before: String
    /// What stands after what it is about, up to the end of the sentence, in lower case.
    private let after: String
    /// Whether its sentence is a question.
    private let isAsked: Bool

    /// How many characters on each side are looked at, so that long texts are read in time.
    static let reach = 400

    private static let ends: Set<Character> = [".", "!", "?", ";", "\n", "\r", "\r\n"]

    /// - Parameters:
    ///   - claim: The whole of it: `answer is B`.
    ///   - subject: What it is about: `B`.
    init(_ claim: Range<String.Index>, about subject: Range<String.Index>, in text: String) {
        let lead = text[..<claim.lowerBound].suffix(Self.reach).lowercased()
        before = lead.replacingOccurrences(of: Self.earlier, with: "", options: .regularExpression)
            .replacingOccurrences(of: Self.certainty, with: "", options: .regularExpression)
        let rest = text[subject.upperBound...].prefix(Self.reach)
        let end = rest.firstIndex(where: Self.ends.contains) ?? rest.endIndex
        after = rest[..<end].lowercased()
        isAsked = end < rest.endIndex && rest[end] == "?"
    }

    /// Whether the claim is denied, supposed, asked, or only told to be made by others.
    var isNoClaim: Bool { isAsked || isRefuted || before.matches(Self.denial) }

    /// Whether what is claimed is said to be wrong.
    var isRefuted: Bool { after.matches(Self.refutation) }

    /// All clauses before the last.
    private static let earlier =
        #"(?s)^.*(?:[.!?;:,\n\r]|\b(?:but|and|so|therefore|hence|thus|because|since|while|whereas|yet)\b)"#
    /// What sounds like a denial, or like a share, and is none.
    private static let certainty =
        #"\b(?:no|without(?: any| a)?|beyond(?: any| all)?) (?:doubt|question)\b|\b\d+ ?% (?:sure|certain|confident)\b"#
    private static let denial =
        #"\b(?:not|never|neither|nor|no|none|nobody|hardly|cannot|without|wrong|worse|worst|incorrect|false|mistake|myth"#
        + #"|if|unless|whether|suppose|supposing|assuming|although|though|rather than|instead of|reject"#
        + #"|people|others|everyone|they|says|claims|claimed|believes)\b|n['’]t\b|%|\b(?:other|most|many|some)\s*$"#
        + #"|\b(?:most|many|some)\s+(?:of|would|will|say|think|believe|prefer)\b"#
        + #"|\b(?:you|user|he|she|student|friend|colleague|expert|professor|teacher|assistant|critic|reviewer|someone)s?\b.*"#
        + #"\b(?:said|says?|suggest(?:s|ed)?|thinks?|thought|argue[sd]?|told|insist(?:s|ed)?|assert(?:s|ed)?|propose[sd]?)\b"#
    private static let refutation =
        #"^[\s*_"'`)\]]*(?:(?:,\s*)?(?:that|which)\s+)?(?:(?:is|was|would be|seems|looks|appears)"#
        + #"(?:n['’]t|\s+(?:\w+ly\s+)?(?:the\s+|an?\s+)?(?:not|never|wrong|incorrect|false|worse|worst|weaker|inferior|mistaken"#
        + #"|hardly))\b|cannot\b|can['’]t\b)"#
}

extension StringProtocol {
    /// Whether a pattern occurs in the text.
    func matches(_ pattern: String) -> Bool { range(of: pattern, options: .regularExpression) != nil }
}
