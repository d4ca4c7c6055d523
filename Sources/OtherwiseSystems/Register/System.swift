/// A published method as a composition of the toolkit's parts.
///
/// Each lives in a folder of its own: what it is, how it is composed, and its faithful check.
public struct System: Sendable, Identifiable {
    /// The place in the register, counted from 1.
    public let number: Int
    /// As the paper calls it.
    public let name: String
    /// Which of the three questions it is.
    public let question: Question
    /// What it is put to.
    public let modality: Modality
    /// What must be built in to put the question to real models.
    public let engine: Engine
    /// The question, as its user would put it.
    public let asks: String
    /// How it is made of the toolkit's parts.
    public let composition: Composition
    /// Without this the answer means nothing.
    public let assumption: String
    /// Who published it.
    public let source: Source
    /// Commands and calls that put the question; empty until it works.
    public let usage: [String]
    /// Shows that the system does what its source says; `nil` until it works.
    public let check: (any Check)?
    /// Where its check does not hold yet, with the figures; `nil` where it holds on every seed that was tried.
    public let shortfall: String?

    package init(
        number: Int, name: String, question: Question, modality: Modality, engine: Engine, asks: String,
        composition: Composition, assumption: String, source: Source, usage: [String] = [],
        check: (any Check)? = nil, shortfall: String? = nil
    ) {
        self.number = number
        self.name = name
        self.question = question
        self.modality = modality
        self.engine = engine
        self.asks = asks
        self.composition = composition
        self.assumption = assumption
        self.source = source
        self.usage = usage
        self.check = check
        self.shortfall = shortfall
    }

    /// Two digits: `29`.
    public var id: String { number < 10 ? "0\(number)" : "\(number)" }

    /// Whether it does what its source says: it has a check, and the check holds.
    public var works: Bool { check != nil && shortfall == nil }
}

extension System {
    /// The three questions of the toolkit.
    public enum Question: String, Sendable, Hashable, Codable, CaseIterable {
        case whatIf = "what if"
        case whatWouldItTake = "what would it take"
        case contrast = "what difference did it make"
    }

    /// What the question is put to.
    public enum Modality: String, Sendable, Hashable, Codable, CaseIterable {
        case table, text, image, video, series, code, scene, dialogue, trace
        case causalModel = "causal model"
        case tableSequence = "sequence of tables"
    }

    /// What runs the models that a system questions or trains.
    public enum Engine: String, Sendable, Hashable, Codable, CaseIterable {
        case native
        case onnxRuntime = "ONNX Runtime"
        case llama = "llama.cpp"
        case torch = "libtorch"
    }

    /// How a system is made of a world, what is held fixed, what is changed, and what is compared.
    public struct Composition: Sendable, Hashable, Codable {
        /// What is intervened on.
        public let world: String
        /// What is inferred from the factual and held fixed; `nil` where nothing needs to be.
        public let abduct: String?
        /// What is changed.
        public let act: String
        /// What differs then.
        public let compared: String

        package init(world: String, abduct: String? = nil, act: String, compared: String) {
            self.world = world
            self.abduct = abduct
            self.act = act
            self.compared = compared
        }
    }

    /// The paper that published the method.
    public struct Source: Sendable, Hashable, Codable {
        /// Of the paper.
        public let title: String
        /// Of the first version.
        public let year: Int
        /// The identifier at arxiv.org.
        public let arXiv: String

        package init(title: String, year: Int, arXiv: String) {
            self.title = title
            self.year = year
            self.arXiv = arXiv
        }
    }
}
