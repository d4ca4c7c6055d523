import OtherwiseYAML

extension AnswerForm {
    private enum Way: String, CaseIterable { case likelihood, generation }

    /// The form without anything said about it: by the mean over the tokens of texts, by the sum of letters.
    init(reading entry: YAMLEntry) throws {
        let members = try entry.members([
            "by", "length", "labels", "orders", "lead", "tokens", "temperature", "stops",
        ])
        self.init()
        if let labels = try members["labels"]?.choice(Labels.self) { self.labels = labels }
        if let orders = try members["orders"]?.choice(Orders.self) { self.orders = orders }
        if let lead = members["lead"] { self.lead = try lead.isEmpty ? "" : lead.text() }
        switch try members["by"]?.choice(Way.self) ?? .likelihood {
        case .likelihood:
            try Self.refuse(["tokens", "temperature", "stops"], in: members, because: "nothing is written")
            means = .likelihood(try members["length"]?.choice(Length.self) ?? (labels == .letters ? .sum : .mean))
        case .generation:
            try Self.refuse(["length", "lead"], in: members, because: "no likelihood is asked for")
            means = .generation(try Writing(reading: members))
        }
    }

    private static func refuse(_ names: [String], in members: [String: YAMLEntry], because reason: String) throws {
        for name in names {
            if let entry = members[name] {
                throw entry.fault("`\(name)` says nothing here: \(reason)", hint: "Take it out, or change `by`")
            }
        }
    }
}

extension AnswerForm.Writing {
    fileprivate init(reading members: [String: YAMLEntry]) throws {
        self.init()
        if let tokens = try members["tokens"]?.count(in: 1...100_000) { maximumTokens = tokens }
        if let stops = try members["stops"]?.elements().map({ try $0.text() }) { self.stops = stops }
        guard let entry = members["temperature"] else { return }
        let temperature = try entry.number()
        guard (0...100).contains(temperature) else {
            throw entry.fault("the temperature is \(temperature)", hint: "Give 0 to 100")
        }
        self.temperature = temperature
    }
}

extension YAMLEntry {
    /// A text with fields in it, or what is wrong with it here.
    func template() throws -> PromptText {
        do { return try PromptText(isEmpty ? "" : text()) } catch let error as AuditError { throw error.at(location) }
    }

    /// One wording, or a list of them.
    func wordings() throws -> [String] {
        let entries = isList ? try elements() : [self]
        guard !entries.isEmpty else { throw fault("there is no wording", hint: "Give one or more") }
        return try entries.map { try $0.template().source }
    }

    /// A whole number in a range.
    func count(in range: ClosedRange<Int>) throws -> Int {
        guard let count = Int(exactly: try number()), range.contains(count) else {
            throw fault("a whole number is expected", hint: "Give \(range.lowerBound) to \(range.upperBound)")
        }
        return count
    }
}
