import OtherwiseCore

extension CausalQuestion.Effect {
    /// The two treatments that are compared; `yes` and `no` and their like need not be named.
    func compared(
        of treatment: DiscreteVariable
    ) throws -> (active: Value, baseline: Value) {
        let names = treatment.levels
        let active = try self.active.map { names[try treatment.level($0)] } ?? treatment.affirmative
        guard let active else {
            throw QuestionError(
                .incomplete, "Which values of '\(treatment.name)' are compared is not said",
                hint:
                    "Write \(kind.rawValue) of \(treatment.name)=\(names.last ?? "a") vs \(names.first ?? "b") on …"
            )
        }
        let others = names.filter { $0 != active }
        let baseline =
            try self.baseline.map { names[try treatment.level($0)] } ?? (others.count == 1 ? others[0] : nil)
        guard let baseline else {
            throw QuestionError(
                .incomplete, "What '\(active)' is compared with is not said",
                hint: "Write \(treatment.name)=\(active) vs one of \(others.joined(separator: ", "))")
        }
        return (.category(active), .category(baseline))
    }

    /// What each level of the outcome counts: 1 or 0 for a named level, else its number.
    func weights(of outcome: DiscreteVariable) throws -> [Double] {
        if let level = try value.map({ try outcome.level($0) })
            ?? outcome.affirmative.flatMap({ outcome.levels.firstIndex(of: $0) })
        {
            return outcome.levels.indices.map { $0 == level ? 1 : 0 }
        }
        let numbers = outcome.levels.compactMap(\.finiteNumber)
        guard numbers.count == outcome.levels.count else {
            throw QuestionError(
                .incomplete, "Which value of '\(outcome.name)' counts is not said",
                hint: "Write … on \(outcome.name)=\(outcome.levels.first ?? "")")
        }
        return numbers
    }
}

extension DiscreteVariable {
    /// The level that says yes, if its words are of that kind.
    fileprivate var affirmative: String? {
        guard levels.count == 2 else { return nil }
        let pairs: [Set<String>: String] = [
            ["yes", "no"]: "yes", ["true", "false"]: "true", ["1", "0"]: "1", ["present", "absent"]: "present",
        ]
        return pairs[Set(levels.map { $0.lowercased() })].flatMap { word in levels.first { $0.lowercased() == word } }
    }
}
