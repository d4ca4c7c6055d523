import Foundation
import OtherwiseCausal
import OtherwiseCore

/// A model of numbers and levels, and what it or another answers.
///
/// Pay is N(2000, 100) in the private sector and 300 more in the public one, with the same noise; the log-odds of owning
/// a home are 0 at 2000 and 1 more for each 100.
enum HomeModel {
    private static let file = Places.package.appending(path: "Tests/Fixtures/causal/home.yml")

    static let home = """
        \((try? String(contentsOf: file, encoding: .utf8)) ?? "")
        - {name: rich, levels: [no, yes], function: pay > 2200}
        """

    static func answer(_ question: String, _ text: String = home) throws -> CausalAnswer {
        guard case .mixed(let model) = try CausalModelFile(text: text, name: "m.yml") else {
            throw CausalModelError.inconsistent("The model is of one kind.")
        }
        return try model.answer(CausalQuestion(question), samples: units)
    }

    static func number(_ question: String) throws -> Double? {
        if case .number(let number, _) = try answer(question).result { number } else { nil }
    }

    static func changes(_ question: String, _ text: String = home) throws -> [CausalAnswer.Change] {
        if case .changes(let changes) = try answer(question, text).result { changes } else { [] }
    }

    static let units = 20_000

    /// Four standard errors of a share of all units: at most 0.0142.
    static let tolerance = 4 * 0.5 / Double(units).squareRoot()
}
