import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Tables that are one-hot already")
struct OneHotTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/one_hot")
    private static let groups = [
        ["contract_fixed", "contract_open", "contract_none"],
        ["region_north", "region_south", "region_east", "region_west"],
    ]

    private static func task(_ model: String) throws -> DecisionTask {
        try DecisionTask(
            model: folder.appending(path: "\(model).onnx").path, data: folder.appending(path: "loans.csv").path)
    }

    @Test("Groups are recognised from the rows, and said")
    func recognised() throws {
        let task = try Self.task("boosting")
        #expect(task.schema.constraints == Self.groups.map { .oneHot($0) })
        #expect(task.notes.contains { $0.contains("exactly one of contract_fixed, contract_open, contract_none") })
        let text = SchemaFile.yaml(of: task.schema)
        #expect(text.contains("- one_hot: [contract_fixed, contract_open, contract_none]\n"))
        #expect(try SchemaFile.schema(yaml: text, name: "again") == task.schema)
    }

    @Test("One row with two ones, or a column that is never 1, makes it no group")
    func notRecognised() throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: scratch) }
        for (text, groups) in [
            ("a_x,a_y\n1,0\n0,1\n", [["a_x", "a_y"]]), ("a_x,a_y\n1,0\n1,1\n", []), ("a_x,a_y\n1,0\n1,0\n", []),
            ("a_x,b_y\n1,0\n0,1\n", []), ("a_x,a_y\n1,0\n0,\n", []), ("a_x,a_y\n1,0\n0,2\n", []),
            ("p.a_x,p.a_y,p.b_x,p.b_y\n1,0,1,0\n0,1,1,0\n1,0,0,1\n", [["p.a_x", "p.a_y"], ["p.b_x", "p.b_y"]]),
        ] as [(String, [[String]])] {
            try Data(text.utf8).write(to: scratch)
            let profile = try DataProfile(path: scratch.path)
            #expect(profile.oneHotGroups(among: profile.columns.map(\.name)) == groups, "\(text)")
        }
    }

    private static let incomes = stride(from: 10.0, through: 90, by: 10)

    /// Asks with age frozen, and few incomes so dear that a category is exchanged sooner: 108 rows can be tried.
    private static func explainer(_ task: DecisionTask, _ strategy: StrategyChoice) async throws -> Explainer {
        let features = task.schema.features.map { feature in
            var feature = feature
            if feature.name == "age" { feature.mutability = .immutable }
            if feature.name == "income" {
                feature.domain = .numeric(range: 0...90, step: 10)
                feature.weight = 20
            }
            return feature
        }
        return try await Explainer(
            model: task.model, schema: task.schema.with(features: features), reference: task.profile.sample,
            settings: Explainer.Settings(budget: SearchBudget(), strategy: strategy))
    }

    /// The least cost of a row that is lent to, by trying all; `nil` where there is none.
    private static func leastCost(of row: Row, _ explainer: Explainer) async throws -> Double? {
        var rows: [Row] = []
        for (contract, region) in groups[0].flatMap({ contract in groups[1].map { (contract, $0) } }) {
            var moved = row
            for name in groups.joined() {
                moved = try moved.setting(.do(name, .number(name == contract || name == region ? 1 : 0)))
            }
            rows.append(moved)
            for income in incomes { rows.append(try moved.setting(.do("income", .number(income)))) }
        }
        let predictions = try await explainer.model.predict(Table(rows, schema: explainer.schema))
        let measure = CostMeasure(
            explainer.settings.cost, schema: explainer.schema, statistics: try task("boosting").profile.statistics)
        return rows.indices.filter { predictions[$0].outcome == .category("yes") }
            .map { measure.breakdown(from: row, to: rows[$0]).total }.min()
    }

    @Test(
        "Answers keep the groups; the proved ones cost what trying all rows finds", arguments: ["boosting", "forest"])
    func answers(model: String) async throws {
        let task = try Self.task(model)
        var exchanges = 0
        for (strategy, count) in [(.exact, 16), (.greedy, 5), (.nice, 5), (.random, 4), (.genetic, 1)]
            as [(StrategyChoice, Int)]
        {
            let explainer = try await Self.explainer(task, strategy)
            for number in 0..<count {
                let row = try Row(schema: explainer.schema, values: task.row(number).values)
                let answer = try await explainer.explain(row, number: number, to: .outcome("yes")).counterfactuals.first
                let least = try await Self.leastCost(of: row, explainer)
                guard let answer, let least else {
                    #expect(answer == nil && (least == nil || strategy != .exact), "\(strategy), row \(number)")
                    continue
                }
                for group in Self.groups {
                    #expect(
                        group.reduce(0) { $0 + (answer.values[$1]?.number ?? 9) } == 1, "\(strategy), row \(number)")
                }
                #expect(answer.cost.total >= least - 1e-9, "\(strategy), row \(number)")
                guard strategy == .exact else { continue }
                #expect(answer.certificate.kind == .optimal)
                #expect(answer.cost.total < least + 1e-9, "row \(number)")
                exchanges += answer.changes.contains { $0.feature.contains("_") } ? 1 : 0
            }
        }
        #expect(exchanges > 3)
    }

    @Test("A row that is no such category is refused, with what is wrong in it")
    func brokenRow() async throws {
        let task = try Self.task("boosting")
        let explainer = try await Self.explainer(task, .exact)
        for (change, problem) in [
            (Self.groups[0].map { ($0, Value.number(1)) }, "contract_fixed and contract_open and contract_none are 1"),
            (Self.groups[0].map { ($0, .number(0)) }, "none of them is 1"), ([("region_east", .missing)], "is missing"),
        ] {
            var row = try Row(schema: explainer.schema, values: task.row(0).values)
            for (name, value) in change { row = try row.setting(.do(name, value)) }
            let error = await #expect(throws: SchemaError.self) {
                try await explainer.explain(row, to: .outcome("yes"))
            }
            #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
        }
    }

    @Test("A certificate is confirmed, and a boast is not")
    func verified() async throws {
        let task = try Self.task("boosting")
        let explainer = try await Self.explainer(task, .exact)
        let goal = Goal.outcome("yes")
        var number = 0
        while try await explainer.predict(task.row(number).values).outcome == .category("yes") { number += 1 }
        let row = try Row(schema: explainer.schema, values: task.row(number).values)
        let explanation = try await explainer.explain(row, number: number, to: goal)
        let record = try CertificateRecord(explanation, goal: goal, explainer: explainer)
        let model = Self.folder.appending(path: "boosting.onnx").path
        #expect(try await record.verify(model: model, time: .seconds(60)).isConfirmed)
        let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
        let boast = text.replacing("\"total\":", with: "\"total\":1")
        try #require(boast != text)
        let read = try JSONDecoder().decode(CertificateRecord.self, from: Data(boast.utf8))
        #expect(try await !read.verify(model: model, time: .seconds(60)).isConfirmed)
    }
}
