import OtherwiseCore

extension JSONValue {
    /// A step: who, and what.
    var step: TraceStep? {
        guard let agent else { return nil }
        return said.map { TraceStep(agent: agent, content: $0) }
    }

    private var agent: String? {
        // The name of a call is that of what is called, and what calls has none.
        guard !isCall else { return (self["agent"] ?? self["role"])?.text ?? "assistant" }
        return (self["agent"] ?? self["name"] ?? self["role"])?.text
    }

    /// - Parameter number: By which it is called where it has no id.
    func whoAndWhen(_ number: Int) throws(TraceError) -> Trace {
        let steps = try steps(of: "history")
        return Trace(
            id: ["id", "question_ID", "question_id"].lazy.compactMap(filled).first ?? "\(number)",
            task: self["question"]?.text ?? "", expectedAnswer: self["ground_truth"]?.text, steps: steps,
            label: try label(steps))
    }

    /// - Parameter number: By which it is called where it has no id.
    func conversation(_ number: Int) throws(TraceError) -> Trace {
        let steps = try steps(of: "messages")
        let task = self["messages"]?.elements.first { $0["role"]?.text == "user" }?["content"]?.text
        return Trace(id: filled("id") ?? "\(number)", task: task ?? "", steps: steps)
    }

    private func steps(of key: String) throws(TraceError) -> [TraceStep] {
        var steps: [TraceStep] = []
        for (index, element) in (self[key]?.elements ?? []).enumerated() {
            guard let step = element.step else {
                throw TraceError(
                    .badStep, "step \(index) of '\(key)' has no agent or no content",
                    hint: "Each needs 'content' and one of 'agent', 'name', 'role'")
            }
            steps.append(step)
        }
        guard !steps.isEmpty else {
            throw TraceError(.noSteps, "'\(key)' has no steps", hint: "Give a run of at least one step")
        }
        return steps
    }

    private func label(_ steps: [TraceStep]) throws(TraceError) -> TraceLabel? {
        guard let agent = self["mistake_agent"]?.text, let step = self["mistake_step"] else { return nil }
        guard let index = step.integer, steps.indices.contains(index) else {
            throw TraceError(
                .badLabel, "the labelled step \(step.text ?? "?") is none of the \(steps.count) steps",
                hint: "Steps are counted from 0")
        }
        return TraceLabel(agent: agent, step: index)
    }
}
