import OtherwiseCore

/// What is proved, in words: the claim, and what it means.
struct CertificateWords: Sendable, Hashable {
    private let style: String
    private let label: String
    private let claim: String
    private let meaning: String
    /// Which changes the claim is about, where that is not all of them.
    private var scope: String?

    private init(_ style: String, label: String, claim: String, meaning: String) {
        self.style = style
        self.label = label
        self.claim = claim
        self.meaning = meaning
    }

    init(_ certificate: Certificate) {
        let isFurther = certificate.rivals == .further
        let others = isFurther ? " and leaves at least one feature of each way above as it is" : ""
        let rivals = isFurther ? " that leaves at least one feature of each way above as it is" : ""
        switch certificate.kind {
        case .optimal:
            self.init(
                "proved", label: "Proved", claim: "no cheaper change within the limits reaches this outcome\(others).",
                meaning: "Every combination of values that the limits allow is covered, not only those tried.")
        case .gap: self.init(gap: certificate, rivals)
        case .none:
            self.init(
                "open", label: "Not proved", claim: "nothing rules out a cheaper change\(rivals).",
                meaning: "The change itself was put to the model, and reaches this outcome.")
        }
        if isFurther, certificate.kind != .none { scope = "that keeps something of each way before it" }
    }

    private init(gap certificate: Certificate, _ rivals: String) {
        let claim = "the search ended before it ruled out every cheaper change\(rivals)."
        guard let low = certificate.lowerBound, let high = certificate.upperBound, low > 0 else {
            self.init("open", label: "Not proved", claim: claim, meaning: "How much could be saved is not known.")
            return
        }
        let excess = Numerals(decimals: 0).text((100 * (high / low - 1)).rounded(.up))
        self.init(
            "partly", label: "Proved in part", claim: claim,
            meaning: "None costs below \(CostWords.number(low)): this one is at most \(excess)% above the cheapest.")
    }

    /// For a row that cannot reach the outcome.
    static let infeasible = CertificateWords(
        "proved", label: "Proved", claim: "no change within the limits reaches this outcome.",
        meaning: "Every combination of values that the limits allow is covered, not only those tried.")

    /// For a search whose answers were refused.
    static let refused = CertificateWords(
        "open", label: "Not proved", claim: "what was found did not stand the last check.",
        meaning: "The model says otherwise of it, or it breaks a limit: another change may reach this outcome.")

    /// For a search that ended too early.
    static let budget = CertificateWords(
        "open", label: "Not proved", claim: "the search ended with nothing found and nothing ruled out.",
        meaning: "There may be a change that reaches this outcome, and there may be none.")

    /// The verdict alone, with the changes that it is about.
    var badge: Markup {
        let scope: Markup? = scope.map { " <span class=\"quiet\">\($0)</span>" }
        return "<b class=\"\(style)\">\(label)</b>\(scope)"
    }

    var markup: Markup {
        "<p class=\"verdict \(style)\"><b>\(label):</b> \(claim) <span class=\"meaning\">\(meaning)</span></p>\n"
    }
}
