/// A way in which every item is put: the intervention of an audit.
public struct AuditVariant: Sendable, Hashable, Codable {
    /// Different from those of all other variants.
    public let name: String
    /// What fields are set to, by name; of several wordings one is drawn for each item.
    public var fields: [String: [String]]
    /// The prompt in the place of the audit's own.
    public var prompt: PromptTemplate?
    /// How the right option and the others are shown, where not as they are: `{option}` and more.
    public var shownRight, shownTarget: PromptText?

    /// - Parameters:
    ///   - name: Different from those of all other variants.
    ///   - fields: What fields are set to, by name, each with its wordings.
    ///   - prompt: In the place of the audit's own.
    ///   - shownRight: How the right option is shown; `{option}` is its text.
    ///   - shownTarget: How the first wrong option is shown; `{option}` is its text.
    public init(
        _ name: String, fields: [String: [String]] = [:], prompt: PromptTemplate? = nil,
        shownRight: PromptText? = nil, shownTarget: PromptText? = nil
    ) {
        self.name = name
        self.fields = fields
        self.prompt = prompt
        self.shownRight = shownRight
        self.shownTarget = shownTarget
    }
}
