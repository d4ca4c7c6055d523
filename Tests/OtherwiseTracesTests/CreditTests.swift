import Foundation
import OtherwiseModels
import Testing

@testable import OtherwiseTraces

@Suite struct CreditTests {
    private static func tokens(_ ids: [Int32]) -> [Token] { ids.map { Token($0) } }

    private static func trajectory(
        _ ids: [Int32] = [0, 1, 2, 7, 7, 3, 4], outcome: Double = 0, group: String = "g"
    ) throws -> TokenTrajectory {
        try TokenTrajectory(
            id: "t", group: group, tokens: tokens(ids),
            turns: [.init(action: 1..<3, feedback: 3..<5), .init(action: 5..<7, feedback: nil)], outcome: outcome)
    }

    @Test func `a gain is the mean log-ratio of the next action with and without the reply`() async throws {
        let gain = try await InformationGain(of: Self.trajectory(), placeholder: [Token(9)], under: Follower())
        // With the reply 7 each token has the probability 0.9, else 0.3.
        #expect(abs((gain.turns[0] ?? 0) - log(3)) < 1e-12)
        #expect(gain.turns[1] == nil)
        #expect(gain.leftOut.isEmpty)
    }

    @Test func `a reply that is the placeholder gains exactly nothing, however long`() async throws {
        let trajectory = try Self.trajectory([0, 1, 2, 9, 8, 3, 4])
        for placeholder in [[9, 8], [9, 8, 8]] as [[Int32]] {
            let gain = try await InformationGain(
                of: trajectory, placeholder: Self.tokens(placeholder), under: Follower())
            #expect(gain.turns == [0, nil])
        }
    }

    @Test func `an empty placeholder and numbers that are none are refused`() async throws {
        await #expect(throws: TraceError.self) {
            try await InformationGain(of: Self.trajectory(), placeholder: [], under: Follower())
        }
        let error = await #expect(throws: TraceError.self) {
            try await InformationGain(of: Self.trajectory(), placeholder: [Token(9)], under: Follower(answer: .nan))
        }
        #expect(error?.description.contains("'t', turn 0") == true)
    }

    @Test(arguments: [[(0..<3, 2..<4)], [(1..<3, 3..<99)], [(3..<4, 1..<2)]] as [[(Range<Int>, Range<Int>)]])
    func `turns that overlap or lie outside are refused`(_ ranges: [(Range<Int>, Range<Int>)]) {
        #expect(throws: TraceError.self) {
            try TokenTrajectory(
                id: "t", group: "g", tokens: Self.tokens([0, 1, 2, 3, 4]),
                turns: ranges.map { .init(action: $0.0, feedback: $0.1) }, outcome: 0)
        }
    }

    @Test func `a turn without an action or a reply is left out`() async throws {
        let trajectory = try TokenTrajectory(
            id: "t", group: "g", tokens: Self.tokens([0, 7, 1, 2]),
            turns: [
                .init(action: 1..<1, feedback: 1..<2), .init(action: 2..<3, feedback: nil),
                .init(action: 3..<4, feedback: nil),
            ],
            outcome: 0)
        let gain = try await InformationGain(of: trajectory, placeholder: [Token(9)], under: Follower())
        #expect(gain.leftOut == [0, 1])
    }

    @Test func `outcomes are compared within their group`() {
        let advantage = GroupAdvantage([0, 0, 1])
        #expect(abs(advantage.standardDeviation - (1.0 / 3).squareRoot()) < 1e-12)
        #expect(abs(advantage.values.reduce(0, +)) < 1e-9)
        #expect(GroupAdvantage([1, 1]).varianceGate(temperature: 0.05) == 0.5)
        #expect(advantage.varianceGate(temperature: 0.05) < 1e-4)
        #expect(GroupAdvantage([3]).standardDeviation == 1)
    }

    @Test func `without weight credit is that of outcomes; where they tie, it is that of information`() throws {
        let pair = [try Self.trajectory(outcome: 1), try Self.trajectory(outcome: 0)]
        let gains = [InformationGain(turns: [0.4, nil]), InformationGain(turns: [0, nil])]
        var settings = TurnCredit.Settings()
        settings.informationWeight = 0
        let plain = TurnCredit(pair, gains: gains, settings)
        #expect(plain.informationShare == 0)
        #expect(plain.advantages[0][1] > 0 && plain.advantages[1][1] < 0 && plain.advantages[0][0] == 0)
        let tied = [try Self.trajectory(outcome: 1), try Self.trajectory(outcome: 1)]
        let credit = TurnCredit(
            tied, gains: [InformationGain(turns: [0.4, nil]), InformationGain(turns: [0.1, nil])])
        #expect(credit.informationShare == 1)
        #expect(credit.advantages[0][1] > credit.advantages[1][1])
        #expect(credit.advantages[0][5] == 0)
        #expect(credit.groups["g"]?.gate == 0.5)
    }

    @Test func `a turn that obtained nothing is compared with those that did, one that was not measured is not`() throws
    {
        let rollouts = try (0..<3).map { _ in try Self.trajectory(outcome: 1) }
        let gains = [[0.4, nil], [0, nil], [nil, nil]].map { InformationGain(turns: $0) }
        let compared = TurnCredit(rollouts, gains: gains)
        #expect(compared.advantages[0][1] > 0 && compared.advantages[1][1] < 0)
        #expect(compared.advantages[2] == compared.advantages[2].map { _ in 0 })
        var settings = TurnCredit.Settings()
        settings.comparesNothing = false
        let leftOut = TurnCredit(rollouts, gains: gains, settings)
        #expect(leftOut.advantages[1] == leftOut.advantages[1].map { _ in 0 })
    }

    @Test(arguments: [[0.4, 0.1, 0], [0.3, 0.3, 0], [0.2, 0, 0], [0.5, -0.7, 0.1]])
    func `with what obtained nothing left out, credit favours no turn that obtained some`(_ gains: [Double]) throws {
        let rollouts = try gains.map { _ in try Self.trajectory(outcome: 0) }
        let measured = gains.map { InformationGain(turns: [$0, nil]) }
        func favour(_ settings: TurnCredit.Settings) -> Double {
            let credit = TurnCredit(rollouts, gains: measured, settings).advantages
            return zip(gains, credit).reduce(0) { $1.0 != 0 ? $0 + $1.1[1] : $0 }
        }
        var settings = TurnCredit.Settings()
        settings.comparesNothing = false
        #expect(abs(favour(settings)) < 1e-9)
        if gains.contains(0) { #expect(favour(TurnCredit.Settings()) > 0.1) }
    }
}

/// Sure of everything once it has seen the token 7.
private struct Follower: TokenPolicy {
    var answer: Double?

    func logProbabilities(of continuation: [Token], after context: [Token]) -> [Double] {
        continuation.map { _ in answer ?? log(context.contains(Token(7)) ? 0.9 : 0.3) }
    }
}
