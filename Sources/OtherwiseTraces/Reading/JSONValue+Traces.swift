import OtherwiseCore

extension JSONValue {
    /// A step: who, and what.
    ///
    /// - Parameter tools: The names of the tools that were called, by the ids of the calls.
    func step(calling tools: [String: String]) -> TraceStep? {
        guard let agent = agent(calling: tools) else { return nil }
        return said.map { TraceStep(agent: agent, content: $0) }
    }

    private func agent(calling tools: [String: String]) -> String? {
        // The name of a call is that of what is called, and what calls has none.
        guard !isCall else { return (self["agent"] ?? self["role"])?.text ?? "assistant" }
        if let agent = (self["agent"] ?? self["name"] ?? self["role"])?.text { return agent }
        // A result names the call that it is of; what called it may not be in the file.
        return result == nil ? nil : self["call_id"]?.text.flatMap { tools[$0] } ?? "tool"
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
        let elements = self["messages"]?.elements ?? [], thoughts = elements.count(where: \.isThought)
        let task = elements.first { $0["role"]?.text == "user" }?["content"]?.text
        return Trace(
            id: filled("id") ?? "\(number)", task: task ?? "", steps: steps,
            notes: thoughts == 0 ? [] : ["Items of reasoning are no steps and were left out: \(thoughts)."])
    }

    private func steps(of key: String) throws(TraceError) -> [TraceStep] {
        var steps: [TraceStep] = []
        let elements = self[key]?.elements ?? [], tools = elements.calledTools
        for (index, element) in elements.enumerated() where !element.isThought {
            guard let step = element.step(calling: tools) else {
                throw TraceError(
                    .badStep, "step \(index) of '\(key)' has no agent or no content",
                    hint: "Each needs 'content' and one of 'agent', 'name', 'role'; what came of a call needs 'output'")
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

extension [JSONValue] {
    /// The names of the tools that items of a response call, by the ids of the calls; of two calls of one id the first.
    var calledTools: [String: String] {
        reduce(into: [:]) { tools, item in
            guard item.isCall, let id = item["call_id"]?.text, let name = item["name"]?.text else { return }
            tools[id] = tools[id] ?? name
        }
    }
}
