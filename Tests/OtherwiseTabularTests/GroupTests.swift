import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseTabular

@Suite("Groups")
struct GroupTests {
    /// Of both columns the model reads `hours` alone: yes from 40 on.
    private struct FortyHours: Model {
        let identity = ModelIdentity(name: "forty hours", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) throws -> Predictions {
            let hours = (0..<table.count).map { table["hours"]?[$0].number ?? .nan }
            return Predictions(
                output: output, labels: hours.map { $0 >= 40 ? 1 : 0 },
                scores: hours.flatMap { [1 - $0 / 80, $0 / 80] })
        }
    }

    /// Hours of 0 to 99; a group `a` of the fewer hours where it is told apart, drawn by lot where it is not.
    private static func table(isApart: Bool) throws -> Table {
        var generator = SeededGenerator(seed: 3)
        let hours = (0..<200).map { Double($0 / 2) }
        let groups = hours.map { hours in
            (isApart ? hours < 30 : Bool.random(using: &generator)) ? Value.category("a") : .category("b")
        }
        return try Table(columns: [
            Column(name: "hours", storage: .numbers(hours)),
            Column(name: "team", values: groups, isNumeric: false),
            Column(name: "rest", storage: .numbers(hours.map { 99 - $0 })),
        ])
    }

    private static func comparison(
        _ table: Table, most: Double = 99, sample: Int = 150
    ) async throws -> GroupComparison {
        let schema = try Schema(features: [
            Feature(name: "hours", domain: .numeric(range: 0...most, step: 1)),
            Feature(name: "rest", domain: .numeric(range: 0...99, step: 1)),
        ])
        let explainer = try await Explainer(
            model: FortyHours(), schema: schema, reference: table, settings: Explainer.Settings(seed: 1))
        return try await explainer.groups(GroupSelector("team=a"), of: table, to: .outcome("yes"), sample: sample)
    }

    @Test("Costs, gaps and the action that works for all are those that are known")
    func known() async throws {
        let comparison = try await Self.comparison(Self.table(isApart: true))
        let (own, others) = (comparison.groups[0], comparison.groups[1])
        #expect(own.name == "team=a" && own.rows == 60 && own.drawn == 60 && own.reached == 0 && own.found == 60)
        #expect(others.rows == 140 && others.reached == 120 && others.asked == 20)
        // 40 less the hours, over their range of 99: the hours are 0…29 and 30…39, each twice.
        let cost = try #require(own.cost)
        #expect(abs(cost.mean.value - 25.5 / 99) < 1e-9 && abs(cost.median.value - 25.5 / 99) < 1e-9)
        let gap = try #require(comparison.contrasts[0].meanGap)
        #expect(abs(gap.value - 20 / 99) < 1e-9)
        #expect(try #require(gap.low) > 0.15 && #require(gap.high) < 0.25)
        let action = try #require(own.action)
        #expect(action.moves == [Span(feature: "hours", atLeast: 40, atMost: nil, oneOf: nil)])
        // That it works for all 60 does not say that it works for everyone: 1 − z² / (n + z²) is Wilson's bound.
        let (low, high) = (try #require(action.share.low), try #require(action.share.high))
        #expect(action.works == 60 && low > 0.8 && low < 0.95 && high > 0.999)
        #expect(action.elsewhere == ["all others": 1])
    }

    @Test("Groups drawn by lot differ by no more than chance")
    func byLot() async throws {
        let contrast = try await Self.comparison(Self.table(isApart: false)).contrasts[0]
        for gap in [contrast.meanGap, contrast.medianGap] {
            let gap = try #require(gap)
            #expect(try #require(gap.low) < 0 && #require(gap.high) > 0)
        }
    }

    @Test("Where limits keep everyone from the goal there is neither a cost nor an action")
    func noWay() async throws {
        let group = try await Self.comparison(Self.table(isApart: true), most: 39, sample: 5).groups[0]
        #expect(group.found == 0 && group.cost == nil && group.action == nil && group.open == 5)
    }

    @Test("The same question gives the same comparison, and pages hold no markup of the data")
    func repeats() async throws {
        let table = try Self.table(isApart: true)
        let comparison = try await Self.comparison(table, sample: 20)
        #expect(try await Self.comparison(table, sample: 20) == comparison)
        let page = GroupReport.html(comparison)
        #expect(page.contains("team=a") && !page.contains("<script"))
        #expect(GroupText(comparison).text.contains("hours rises to at least 40"))
    }

    /// The same, with no score for hours of 7.
    private struct Gap: Model {
        let identity = ModelIdentity(name: "gap", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) throws -> Predictions {
            let whole = try FortyHours().predict(table)
            let hours = (0..<table.count).map { table["hours"]?[$0].number ?? .nan }
            let scores = hours.enumerated().flatMap { row, hours in
                (0..<2).map { hours == 7 ? Double.nan : whole.scores[2 * row + $0] }
            }
            return Predictions(output: output, labels: whole.labels, scores: scores)
        }
    }

    @Test("Rows that the model decides nothing about are left out, counted and told")
    func undecided() async throws {
        let table = try Self.table(isApart: true)
        let schema = try Schema(features: [Feature(name: "hours", domain: .numeric(range: 0...99, step: 1))])
        let explainer = try await Explainer(model: Gap(), schema: schema, reference: table)
        let comparison = try await explainer.groups(GroupSelector("team=a"), of: table, to: .outcome("yes"))
        let group = comparison.groups[0]
        #expect(group.undecided == 2 && group.drawn == 60 && group.reached == 0 && group.asked == 58)
        #expect(group.found == 58 && comparison.groups[1].undecided == nil)
        let note = "the model decides nothing about 2 of the 60 rows drawn of team=a, which are left out"
        #expect(comparison.notes == [note] && GroupReport.html(comparison).contains("decides nothing about 2"))
        let whole = try await Self.comparison(table)
        #expect(whole.notes == nil && whole.groups[0].asked == 60)
    }

    @Test(
        "What says no group is refused",
        arguments: ["", "=a", "team=z", "hours", "hours>=200", "hours>=x", "nowhere=1", "hours>=0"])
    func badGroups(_ text: String) async throws {
        let table = try Self.table(isApart: true)
        await #expect(throws: TableError.self) {
            let explainer = try await Explainer(
                model: FortyHours(),
                schema: Schema(features: [Feature(name: "hours", domain: .numeric(range: 0...99, step: 1))]),
                reference: table)
            _ = try await explainer.groups(GroupSelector(text), of: table, to: .outcome("yes"))
        }
    }
}

@Suite("Bootstrap")
struct BootstrapTests {
    @Test("The interval of a mean is that of the central limit theorem")
    func mean() throws {
        var generator = SeededGenerator(seed: 5)
        let values = (0..<400).map { _ in Double.random(in: 0..<1, using: &generator) }
        let mean = values.reduce(0, +) / 400
        let error = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400 / 400).squareRoot()
        let interval = try #require(
            Bootstrap(resamples: 4000).interval(over: 400, using: &generator) { places in
                places.reduce(0) { $0 + values[$1] } / 400
            })
        // A percentile at 2.5 % of 4000 resamples has a standard error of about 0.06 of the error of the mean.
        #expect(abs(interval.lowerBound - (mean - 1.96 * error)) < 0.25 * error)
        #expect(abs(interval.upperBound - (mean + 1.96 * error)) < 0.25 * error)
    }

    @Test("No values have no interval")
    func empty() {
        var generator = SeededGenerator(seed: 5)
        #expect(Bootstrap().interval(over: 0, using: &generator) { _ in 1 } == nil)
        #expect(Bootstrap().interval(over: 3, using: &generator) { _ in .nan } == nil)
    }
}
