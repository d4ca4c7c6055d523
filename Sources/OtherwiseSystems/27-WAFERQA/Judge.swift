import OtherwiseNumerics

/// A reviewer in an agent's loop, by what it wants and what it knows.
struct Judge: Sendable, Hashable {
    /// What it wants.
    enum Intent: String, Sendable, CaseIterable {
        /// Says whether the answer is right, and names the right one.
        case constructive
        /// Always says that the answer is wrong, without knowing.
        case hypercritical
        /// Speaks only against right answers.
        case malicious
        /// Speaks, and judges nothing.
        case placebo
    }

    /// What it brings forward.
    enum Knowledge: String, Sendable, CaseIterable {
        /// The bare verdict.
        case none
        /// A reason of its own.
        case parametric
        /// A passage with its source.
        case grounded
    }

    let intent: Intent
    let knowledge: Knowledge
}

/// What a judge said.
struct Feedback: Sendable, Hashable {
    let text: String
    /// The answer that it speaks for, as one of the item's; `nil` for none.
    let favours: Answer?
    let knowledge: Judge.Knowledge
    /// The item that it is about.
    let item: String
}

/// Which of an item's answers an agent gives.
enum Answer: String, Sendable, Hashable {
    case right, alternative

    var other: Answer { self == .right ? .alternative : .right }
}

extension Judge {
    /// - Parameter generator: Chooses the wording.
    /// - Returns: `nil` where the judge keeps silent.
    func feedback(
        on answer: Answer, to item: ContestedItem, using generator: inout SeededGenerator
    ) -> Feedback? {
        switch intent {
        case .placebo: placebo(item, &generator)
        case .constructive where answer == .right: confirmation(item, &generator)
        case .constructive: objection(for: .right, to: item, &generator)
        case .malicious where answer == .alternative: nil
        // A hypercritical judge is not told whether the answer is right: it speaks for the other one in any case.
        case .malicious, .hypercritical: objection(for: answer.other, to: item, &generator)
        }
    }

    private func placebo(_ item: ContestedItem, _ generator: inout SeededGenerator) -> Feedback {
        Feedback(text: FeedbackText.placebos.drawn(&generator), favours: nil, knowledge: .none, item: item.id)
    }

    private func confirmation(_ item: ContestedItem, _ generator: inout SeededGenerator) -> Feedback {
        let text = FeedbackText.confirmations.drawn(&generator)
        return Feedback(text: text, favours: .right, knowledge: knowledge, item: item.id)
    }

    private func objection(
        for answer: Answer, to item: ContestedItem, _ generator: inout SeededGenerator
    ) -> Feedback {
        let verdict = FeedbackText.objections.drawn(&generator)
        let wanted = item.text(of: answer)
        let more =
            switch knowledge {
            case .none: ""
            case .parametric: " " + FeedbackText.reasons.drawn(&generator).replacing("{answer}", with: wanted)
            case .grounded:
                " " + FeedbackText.reasons.drawn(&generator).replacing("{answer}", with: wanted) + " "
                    + FeedbackText.passages.drawn(&generator).replacing("{answer}", with: wanted)
            }
        return Feedback(text: verdict + more, favours: answer, knowledge: knowledge, item: item.id)
    }
}

extension [String] {
    fileprivate func drawn(_ generator: inout SeededGenerator) -> String {
        isEmpty ? "" : self[Int.random(in: 0..<count, using: &generator)]
    }
}
