public import OtherwiseCore

/// The smallest edit of a prompt that changes a model's answer, what is proved of it, and how much the answer changes
/// by itself.
public struct Flip: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.flip/1"

    /// A prompt, and what the model answers.
    public struct Answer: Sendable, Hashable, Codable {
        /// What the model is told.
        public let prompt: String
        /// The option that it chose; `null` for an answer that names none.
        @OrNull public private(set) var option: String?
        /// What it wrote, where it was let write.
        @OrNull public private(set) var text: String?
        /// How much likelier the answer to the prompt as it stands is than the next, in nats, negative where another is
        /// likelier; `null` where no likelihoods were asked for.
        @OrNull public private(set) var lead: Double?
        /// The options' scores in nats, in their order; `null` where no likelihoods were asked for.
        @OrNull public private(set) var scores: [Double]?
    }

    /// A single edit, and what the model then answers.
    public struct Trial: Sendable, Hashable, Codable {
        /// What is edited.
        public let edit: PromptEdit
        /// What the model then answers.
        public let answer: Answer
        /// Whether that is what was looked for.
        public let isFlip: Bool
    }

    /// How many ways there are to make so many edits at once, and how many were asked.
    public struct Level: Sendable, Hashable, Codable {
        /// Edits at once.
        public let edits: Int
        /// Ways to make them.
        public let count: Int
        /// Ways that were put to the model and answered, were it by no option.
        public internal(set) var asked: Int
        /// Ways that were put to the model in vain: it failed, or refused them.
        public internal(set) var failed = 0
    }

    /// How often the same prompts were answered otherwise when they were asked again.
    public struct Noise: Sendable, Hashable, Codable {
        /// How often each was asked again.
        public let repeats: Int
        /// Of those, how often the prompt as it stands had another answer than the first time.
        public let changed: Int
        /// How often the edited prompt had another answer than the first time; `null` where there is no edit.
        @OrNull public internal(set) var flipChanged: Int?

        /// Whether an answer changes by itself, so that one change of it shows nothing.
        public var isUnstable: Bool { changed > 0 || flipChanged ?? 0 > 0 }
    }

    /// The form that it is written in.
    public private(set) var schema = Flip.version
    /// The question.
    public let item: String
    /// The answers that it may have.
    public let options: [String]
    /// The prompt as it stands.
    public let factual: Answer
    /// How the search ended. `.infeasible`: no edit within the limit changes the answer, each having been asked once, and
    /// answered.
    public internal(set) var status: SearchStatus
    /// The smallest edit; empty where none was found.
    public internal(set) var edits: [PromptEdit] = []
    /// The edited prompt; `null` where there is none.
    @OrNull public internal(set) var counterfactual: Answer?
    /// In numbers of edits. It is about the answers that were given, each edit having been asked once.
    public internal(set) var certificate: Certificate
    /// All single edits, in the order of what they touch.
    public internal(set) var singles: [Trial] = []
    /// By the number of edits at once, from 1 to the limit.
    public internal(set) var levels: [Level]
    /// What asking again changes.
    public internal(set) var noise: Noise
    /// Prompts that were put to the model, those that were asked again included.
    public internal(set) var calls = 0
    /// How it was come by.
    public let provenance: Provenance
}
