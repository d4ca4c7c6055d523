import Otherwise
import Testing

/// Many ways for one row, and one way for many rows.
extension Snippets {
    @Test("a menu of all combinations of a few features")
    func menu() async throws {
        let explainer = try await Self.task().explainer(Explainer.Settings(budget: SearchBudget(nodes: 30)))
        let row = try Self.task().row(18)
        let menu = try await explainer.menu(of: row, number: 17, to: .outcome(">50K"), size: 2)
        for choice in menu.ways { print(choice.features, choice.way?.cost.total ?? 0) }
        #expect(menu.combinations.count == 15)

        let goal = Goal.outcome(">50K")
        let again = try await explainer.menu(of: row, to: goal, size: 2)
        #expect(again.combinations == menu.combinations)
    }

    @Test("what it would take for groups")
    func groups() async throws {
        let task = try Self.task()
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget(nodes: 10)))
        let table = try Self.firstRows(of: task.profile.sample, 60)
        let report = try await explainer.groups(GroupSelector("race=Other"), of: table, to: .outcome(">50K"))
        print(report.groups[0].action?.moves ?? [], report.contrasts[0].medianGap ?? "nobody has a way")
        #expect(report.groups.map(\.name) == ["race=Other", "all others"])
    }

    private static func task() throws -> DecisionTask {
        try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Tests/Fixtures/command/adult.csv",
            schema: "Examples/adult/schema.yml")
    }

    private static func firstRows(of table: Table, _ count: Int) throws -> Table {
        try Table(
            columns: table.columns.map { column in
                Column(name: column.name, values: (0..<count).map { column[$0] }, isNumeric: column.isNumber)
            })
    }
}

extension Column {
    fileprivate var isNumber: Bool { if case .numbers = storage { true } else { false } }
}
