import OtherwiseCore

/// What was found in answer to a question, and how.
struct Found {
    let result: CausalAnswer.Result
    let method: String
    var cautions: [String] = []
}

extension CausalAnswer {
    init(_ question: CausalQuestion, _ found: Found, assumptions: [String]) {
        self.init(
            question, found.result, method: found.method, assumptions: assumptions, cautions: found.cautions)
    }
}
