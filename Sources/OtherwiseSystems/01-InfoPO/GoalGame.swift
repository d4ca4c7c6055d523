import Foundation
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTraces

/// A dialogue about a hidden goal of several bits. Each turn the agent states what it believes of every bit and asks a
/// question: some reveal a bit, most reveal nothing. It wins where all of its last statements are right.
struct GoalGame: Sendable {
    let bits: Int
    /// As many questions reveal a bit as there are bits, and twice as many nothing.
    var questions: Int { 3 * bits }

    /// How often a bit that was revealed is stated rightly.
    static let care = 0.98

    /// What stands in the transcript, by the number of its token.
    enum Symbol: Hashable {
        case prompt, nothing, placeholder
        case statement(Bool)
        case question(Int)
        case reply(bit: Int, Bool)

        init(_ token: Token) {
            switch token.id {
            case 1: self = .nothing
            case 2: self = .placeholder
            case 4, 5: self = .statement(token.id == 5)
            case 100..<1000: self = .question(Int(token.id) - 100)
            case 1000...: self = .reply(bit: (Int(token.id) - 1000) / 2, token.id % 2 == 1)
            default: self = .prompt
            }
        }

        var token: Token {
            switch self {
            case .prompt: Token(0)
            case .nothing: Token(1)
            case .placeholder: Token(2)
            case .statement(let value): Token(value ? 5 : 4)
            case .question(let number): Token(Int32(100 + number))
            case .reply(let bit, let value): Token(Int32(1000 + 2 * bit + (value ? 1 : 0)))
            }
        }
    }

    func reply(to question: Int, _ goal: [Bool]) -> Symbol {
        question < bits ? .reply(bit: question, goal[question]) : .nothing
    }
}

/// How an agent plays: it believes what was revealed, and asks by logits that it learns, a row for each turn.
struct GoalPolicy: TokenPolicy {
    let game: GoalGame
    /// `[turns][questions]`
    var logits: [[Double]]

    init(_ game: GoalGame) {
        self.game = game
        logits = Array(repeating: Array(repeating: 0, count: game.questions), count: game.bits)
    }

    func chances(turn: Int) -> [Double] {
        let powers = logits[turn].map(exp)
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    func logProbabilities(of continuation: [Token], after context: [Token]) -> [Double] {
        var known: [Int: Bool] = [:], turn = 0
        for token in context {
            switch GoalGame.Symbol(token) {
            case .reply(let bit, let value): known[bit] = value
            case .question: turn += 1
            default: break
            }
        }
        return continuation.enumerated().map { place, token in
            switch GoalGame.Symbol(token) {
            case .statement(let value):
                log(known[place].map { $0 == value ? GoalGame.care : 1 - GoalGame.care } ?? 0.5)
            case .question(let number): log(chances(turn: turn)[number])
            default: -.infinity
            }
        }
    }
}

/// One game as it was played.
struct PlayedGame: Sendable {
    let trajectory: TokenTrajectory
    /// What was asked, by turn.
    let asked: [Int]
    let isWon: Bool

    init(_ policy: GoalPolicy, goal: [Bool], id: String, group: String, using generator: inout SeededGenerator) throws {
        let game = policy.game
        var tokens = [GoalGame.Symbol.prompt.token], turns: [TokenTrajectory.Turn] = [], asked: [Int] = []
        var isWon = false
        for turn in 0...game.bits {
            let start = tokens.count
            let known = Set(asked)
            let stated = (0..<game.bits).map { bit in
                let isRight = Double.random(in: 0..<1, using: &generator) < (known.contains(bit) ? GoalGame.care : 0.5)
                return goal[bit] == isRight
            }
            tokens += stated.map { GoalGame.Symbol.statement($0).token }
            isWon = stated == goal
            guard turn < game.bits else {
                turns.append(TokenTrajectory.Turn(action: start..<tokens.count, feedback: nil))
                break
            }
            let question = Self.draw(policy.chances(turn: turn), using: &generator)
            asked.append(question)
            tokens += [GoalGame.Symbol.question(question).token, game.reply(to: question, goal).token]
            turns.append(
                TokenTrajectory.Turn(action: start..<tokens.count - 1, feedback: tokens.count - 1..<tokens.count))
        }
        trajectory = try TokenTrajectory(id: id, group: group, tokens: tokens, turns: turns, outcome: isWon ? 1 : 0)
        (self.asked, self.isWon) = (asked, isWon)
    }

    /// Whether the question of a turn reveals a bit that none before it did.
    func isInformative(turn: Int, _ game: GoalGame) -> Bool {
        asked[turn] < game.bits && !asked[..<turn].contains(asked[turn])
    }

    private static func draw(_ chances: [Double], using generator: inout SeededGenerator) -> Int {
        var rest = Double.random(in: 0..<1, using: &generator)
        for (place, chance) in chances.enumerated() {
            rest -= chance
            if rest < 0 { return place }
        }
        return chances.count - 1
    }
}
