public import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseSearch

extension Explainer {
    /// What it would take for the members of groups.
    ///
    /// ```swift
    /// let report = try await explainer.groups(GroupSelector("race=Other"), of: table, to: .outcome(">50K"))
    /// print(report.groups[0].action?.moves ?? [], report.contrasts[0].medianGap ?? "nobody has a way")
    /// ```
    ///
    /// - Parameters:
    ///   - data: Rows with the features and the column that tells the groups apart, which need not be a feature.
    ///   - sample: At most so many rows are drawn of each group, without regard to their outcome.
    ///   - threads: How many rows are asked about at once; without influence on the result.
    ///   - report: Called with how many rows were asked about, and of how many.
    /// - Throws: `GoalError` for a goal that the model cannot reach; `TableError` for data without such groups, or for a
    ///   row that is not of the schema; what the model throws.
    public func groups(
        _ selector: GroupSelector, of data: Table, to goal: Goal, sample: Int = 300, threads: Int = 1,
        report: (_ asked: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> GroupComparison {
        try goal.validate(for: model.output)
        return try await FailedRows.noting {
            let members = try await members(selector, of: data, to: goal, sample: sample, threads: threads, report)
            return try await GroupSurvey(explainer: self, goal: goal, column: selector.column, members: members)
                .report()
        }
    }

    /// The members of each group, those asked about with their answers.
    private func members(
        _ selector: GroupSelector, of data: Table, to goal: Goal, sample: Int, threads: Int,
        _ report: (_ asked: Int, _ of: Int) -> Void
    ) async throws -> [GroupMembers] {
        var members = try await drawn(selector, of: data, to: goal, sample: sample)
        let total = members.reduce(0) { $0 + $1.asked.count }
        var asked = 0
        for place in members.indices {
            members[place].answers = try await answers(about: members[place].asked, to: goal, threads: threads) {
                asked += 1
                report(asked, total)
            }
        }
        return members
    }

    private func drawn(
        _ selector: GroupSelector, of data: Table, to goal: Goal, sample: Int
    ) async throws -> [GroupMembers] {
        var members: [GroupMembers] = []
        for (place, group) in try selector.groups(of: data).enumerated() {
            var generator = SeededGenerator(seed: settings.seed).split(place)
            let drawn = group.rows.shuffled(using: &generator).prefix(max(sample, 0)).sorted()
            let rows = try drawn.map { try data.row($0, schema: schema) }
            members.append(try await GroupMembers(group.name, of: group.rows.count, rows, asked: goal, explainer: self))
        }
        return members
    }

    /// - Parameter count: Called with every answer, in the order of the rows.
    private func answers(
        about rows: [Row], to goal: Goal, threads: Int, count: () -> Void
    ) async throws -> [Explanation] {
        var answers: [Explanation] = []
        var rows = rows.makeIterator()
        try await OrderedWork(threads: max(threads, 1), window: 256).run {
            rows.next()
        } transform: { row in
            let answer = try await explain(row, to: goal)
            try Task.checkCancellation()
            return answer
        } deliver: { answer in
            answers.append(answer)
            count()
        }
        return answers
    }
}

/// The rows drawn of a group, and the answers of those asked about.
struct GroupMembers: Sendable {
    let name: String
    /// How many rows of the data belong to the group.
    let size: Int
    let drawn: Int
    /// How many of these the model decides nothing about; they are not asked about.
    let undecided: Int
    /// Those that it decides about, and that are not of the wanted outcome.
    let asked: [Row]
    var answers: [Explanation] = []

    init(_ name: String, of size: Int, _ rows: [Row], asked goal: Goal, explainer: Explainer) async throws {
        self.name = name
        self.size = size
        drawn = rows.count
        let predictions = try await explainer.reference.model.predict(Table(rows, schema: explainer.schema))
        let decided = rows.indices.filter(predictions.isScored)
        undecided = rows.count - decided.count
        asked = decided.filter { !goal.isReached(by: predictions[$0]) }.map { rows[$0] }
    }

    var ways: [Explanation.Counterfactual] { answers.compactMap(\.counterfactuals.first) }

    var costs: [Double] { ways.map(\.cost.total) }
}
