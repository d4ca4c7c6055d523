import OtherwiseCore
import OtherwiseSearch
import Testing

@Suite("Strategies for any model")
struct SampledStrategyTests {
    private static let seeds: Range<UInt64> = 0..<16

    @Test("Answers reach the goal within every limit, and none is cheaper than the cheapest", arguments: seeds)
    func sound(seed: UInt64) async throws {
        let question = try SmallQuestion(seed: seed)
        let least = try question.leastCost()
        for strategy in question.strategies {
            let result = try await strategy.answers(to: question.query, count: 3, budget: SearchBudget())
            #expect(result.status == (result.answers.isEmpty ? .budget : .found), "\(strategy.name)")
            for answer in result.answers {
                #expect(try question.isAnswer(answer.values), "\(strategy.name)")
                #expect(answer.certificate.kind == .none)
                #expect(try #require(answer.certificate.upperBound) >= #require(least) - 1e-12, "\(strategy.name)")
            }
            let costs = result.answers.compactMap(\.certificate.upperBound)
            #expect(costs == costs.sorted())
            if least == nil { #expect(result.answers.isEmpty) }
        }
    }

    @Test("Greedy and random replacement find the way almost always, and near the cheapest")
    func near() async throws {
        for index in [3, 4] {
            var (possible, found, ratios) = (0, 0, [Double]())
            for seed in Self.seeds {
                let question = try SmallQuestion(seed: seed)
                guard let least = try question.leastCost(), least > 0 else { continue }
                possible += 1
                let result = try await question.strategies[index].answers(
                    to: question.query, count: 1, budget: SearchBudget())
                guard let cost = result.answers.first?.certificate.upperBound else { continue }
                found += 1
                ratios.append(cost / least)
            }
            #expect(possible > 8)
            #expect(Double(found) >= 0.9 * Double(possible))
            #expect(ratios.reduce(0, +) / Double(found) < 1.25)
        }
    }

    @Test("The same question gives the same answers, and another seed draws others", arguments: [0, 3, 5] as [UInt64])
    func repeatable(seed: UInt64) async throws {
        let question = try SmallQuestion(seed: seed)
        for strategy in question.strategies {
            let one = try await strategy.answers(to: question.query, count: 4, budget: SearchBudget())
            let two = try await strategy.answers(to: question.query, count: 4, budget: SearchBudget())
            #expect(one == two)
        }
    }

    @Test("A budget of rows is kept", arguments: [1, 2, 10, 100])
    func budget(rows: Int) async throws {
        let question = try SmallQuestion(seed: 3)
        for strategy in question.strategies {
            let result = try await strategy.answers(
                to: question.query, count: 4, budget: SearchBudget(modelRows: rows))
            #expect(result.modelRows <= rows)
            for answer in result.answers { #expect(try question.isAnswer(answer.values)) }
        }
    }

    @Test("No time at all, and a model without scores, end without an answer")
    func nothing() async throws {
        let question = try SmallQuestion(seed: 3)
        var silent = question.model
        silent.isSilent = true
        for strategy in question.strategies {
            let result = try await strategy.answers(to: question.query, count: 1, budget: SearchBudget(time: .zero))
            #expect(result.status == .budget)
        }
        for strategy in [GreedyStrategy(silent), RandomStrategy(silent, seed: 1)] as [any Strategy] {
            let result = try await strategy.answers(to: question.query, count: 1, budget: SearchBudget())
            #expect(result.status == .budget)
        }
    }

    @Test("NICE says that no reference row is of the wanted outcome, and only where that is so and it is known")
    func withoutExample() async throws {
        let question = try SmallQuestion(seed: 3)
        let rows = try Table(
            question.reference.rows.map { try Row(schema: question.schema, values: $0) }, schema: question.schema)
        func reference(_ threshold: Double) -> ReferenceRows {
            let model = WeighingModel(weights: question.model.weights, threshold: threshold)
            return ReferenceRows(rows, model: model, schema: question.schema, statistics: [:])
        }
        let (barren, fertile) = (reference(2), reference(-1))
        for reward in InstanceReward.allCases {
            func shortage(_ reference: ReferenceRows, _ budget: SearchBudget) async throws -> SearchResult.Shortage? {
                try await InstanceStrategy(reference, reward: reward, seed: 1)
                    .answers(to: question.query, count: 1, budget: budget).shortage
            }
            #expect(try await shortage(barren, SearchBudget()) == .noExample(among: 200))
            #expect(try await shortage(fertile, SearchBudget()) == nil)
            #expect(try await shortage(barren, SearchBudget(time: .zero)) == nil)
        }
    }

    @Test("A portfolio is no dearer than any of its strategies, and asks the last only when the others fail")
    func portfolio() async throws {
        for seed in Self.seeds.prefix(3) {
            let question = try SmallQuestion(seed: seed)
            let members = Array(question.strategies.prefix(4))
            let whole = PortfolioStrategy(members, orElse: question.strategies[4])
            let result = try await whole.answers(to: question.query, count: 1, budget: SearchBudget())
            var rows = 0
            for member in members {
                let own = try await member.answers(to: question.query, count: 1, budget: SearchBudget())
                rows += own.modelRows
                guard let cost = own.answers.first?.certificate.upperBound else { continue }
                #expect(try #require(result.answers.first?.certificate.upperBound) <= cost)
            }
            #expect(result.answers.isEmpty ? result.modelRows > rows : result.modelRows == rows)
        }
    }

    @Test("The plausible way of NICE keeps values that were seen; the sparse way changes no more features than it")
    func rewards() async throws {
        var (sparse, plausible) = (0, 0)
        for seed in Self.seeds.prefix(6) {
            let question = try SmallQuestion(seed: seed)
            let results = try await [0, 2].asyncMap {
                try await question.strategies[$0].answers(to: question.query, count: 1, budget: SearchBudget())
            }
            guard let one = results[0].answers.first, let other = results[1].answers.first else { continue }
            sparse += question.changeCount(one.values)
            plausible += question.changeCount(other.values)
            for position in [0, 1] where other.values[position] != question.query.factual.values[position] {
                #expect(question.reference.rows.contains { $0[position] == other.values[position] })
            }
        }
        #expect(sparse > 0 && sparse <= plausible)
    }
}

extension SmallQuestion {
    fileprivate func changeCount(_ values: [Value]) -> Int {
        values.indices.count { values[$0] != query.factual.values[$0] }
    }
}

extension [Int] {
    fileprivate func asyncMap<T>(_ transform: (Int) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
