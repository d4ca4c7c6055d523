import Foundation
import OtherwiseEndpoints
import OtherwiseStore

/// What asking a server took, or would take, for people.
enum EndpointText {
    static func spent(_ model: EndpointModel, prices: TokenPrices?) -> String {
        let usage = model.usage
        var parts = ["\(usage.answers.grouped) asked", "\(usage.cachedAnswers.grouped) known from before"]
        if usage.retries > 0 { parts.append("\(usage.retries.grouped) asked again") }
        var text = "Answers: \(parts.joined(separator: ", ")); \(tokens(usage.promptTokens, usage.completionTokens))"
        if usage.uncountedAnswers > 0 { text += ", \(usage.uncountedAnswers.grouped) answers uncounted" }
        if let prices { text += "; cost \(cost(prices.cost(of: usage)))" }
        return text + ".\n" + (model.storeFailure.map { unkept(usage, $0) } ?? "")
    }

    private static func unkept(_ usage: EndpointUsage, _ error: StoreError) -> String {
        let count = usage.unkeptAnswers == 0 ? "" : " (\(usage.unkeptAnswers.grouped) of them)"
        return "Note: answers are not kept\(count), so that asking again costs again. \(error)\n"
    }

    static func planned(_ estimate: EndpointEstimate, prices: TokenPrices?) -> String {
        let (prompt, completion) = (estimate.promptTokens, estimate.completionTokens)
        var text =
            "\(estimate.questions.grouped) questions would be asked, \(estimate.cached.grouped) are known from before: "
            + "about \(prompt.grouped) tokens of questions (a token for every 4 bytes), at most \(completion.grouped) of answers"
        if let prices {
            let least = prices.cost(promptTokens: prompt, completionTokens: 0)
            let most = prices.cost(promptTokens: prompt, completionTokens: completion)
            text += "; about \(cost(least)) to \(cost(most))"
        }
        return text + ".\n"
    }

    private static func tokens(_ prompt: Int, _ completion: Int) -> String {
        "\(prompt.grouped) tokens of questions, \(completion.grouped) of answers"
    }

    private static func cost(_ cost: Double) -> String { String(format: "%.4f", cost) }
}
