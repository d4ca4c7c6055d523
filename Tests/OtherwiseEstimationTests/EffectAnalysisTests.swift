import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseTesting
import Testing

@Suite("Effects asked of data and a graph")
struct EffectAnalysisTests {
    /// Dehejia and Wahba (1999): the trial's difference is 1,794 dollars; by the survey, the same people lost 8,498.
    @Test("LaLonde: the trial, the survey unadjusted, and the survey adjusted")
    func lalonde() throws {
        let trial = try Self.analysis("lalonde", "ATE of treat on re78", adjusting: false).report()
        #expect(abs(trial.estimate.value - 1794.34) < 0.01 && abs(trial.estimate.standardError - 670.8) < 0.1)
        let survey = try Self.analysis("lalonde_cps", "ATT of treat on re78").study
        let unadjusted = try survey.estimate(.unadjusted), adjusted = try survey.estimate(.weighting, for: .treated)
        #expect(abs(unadjusted.value - -8497.52) < 0.01 && unadjusted.upper < 0)
        let reference = try #require(try Tables.references()["lalonde_cps"]?["ipw treated"])
        #expect(abs(adjusted.value / reference.value - 1) < 1e-8)
        #expect(try survey.overlap().isThin)
        // An effect that the trial's interval holds, from people who were never in the trial.
        #expect(trial.estimate.lower...trial.estimate.upper ~= adjusted.value, "\(adjusted)")
        #expect(adjusted.lower...adjusted.upper ~= trial.estimate.value)
    }

    private static func analysis(_ name: String, _ question: String, adjusting: Bool = true) throws -> EffectAnalysis {
        let table = try Tables.effects(name)
        let graph =
            adjusting
            ? try Tables.confounded(table, "treat", "re78") : try GraphDocument(reading: "treat -> re78")
        return try EffectAnalysis(CausalQuestion(question), graph: graph, table)
    }

    @Test("IHDP: the known effect on those who were treated lies in the interval, and the groups' difference is off")
    func infants() throws {
        let table = try Tables.effects("ihdp")
        let graph = try Tables.confounded(table, "treat", "outcome", without: ["effect"])
        let report = try EffectAnalysis(CausalQuestion("ATT of treat on outcome"), graph: graph, table).report(
            .regression)
        #expect(report.cautions.contains { $0.contains("27 regressors") })
        // The table is made so that the mean effect on the treated is 4.
        #expect(report.estimate.lower...report.estimate.upper ~= 4, "\(report.estimate)")
        // Without a fifth of the units the covariates tell who is treated, so cross-fitting has to stand back.
        let chosen = try EffectAnalysis(CausalQuestion("ATT of treat on outcome"), graph: graph, table).report()
        #expect(chosen.method == .regression && chosen.estimate == report.estimate)
        #expect(chosen.cautions.contains { $0.hasPrefix("Doubly robust (AIPW) fails") })
    }

    @Test("An instrument that moves nothing is refused; one that moves little is called weak")
    func idleInstrument() throws {
        func report(_ moved: Int) throws -> EffectReport {
            func column(_ name: String, _ value: (Int) -> Int) -> Column {
                Column(name: name, storage: .numbers((0..<400).map { Double(value($0)) }))
            }
            let table = try Table(columns: [
                column("z") { $0 % 2 }, column("w") { $0 / 4 % 2 },
                column("x") { row in row < moved ? row % 2 : row / 2 % 2 },
                column("y") { row in row / 2 % 2 + row % 7 },
            ])
            return try EffectAnalysis(
                CausalQuestion("ATE of x on y"), graph: GraphDocument(reading: "w -> z -> x -> y; w <-> x; w <-> y"),
                table
            ).report()
        }
        let error = try #require(throws: EstimationError.self) { try report(0) }
        #expect("\(error)".contains("z does not move the treatment"), "\(error)")
        let weak = try report(40)
        #expect(weak.instrumentStrength ?? 0 > 1 && weak.variables == ["z"] && weak.conditions == ["w"])
    }

    @Test("Thin overlap is marked, and groups that do not overlap are refused with what tells them apart")
    func overlap() throws {
        let dots = (0..<200).map { Double($0) }
        let table = try Table(
            columns: [
                Column(name: "x", storage: .numbers(dots.map { $0 > 97 && $0 != 190 || $0 == 10 ? 1 : 0 })),
                Column(name: "c", storage: .numbers(dots)), Column(name: "y", storage: .numbers(dots)),
            ])
        let thin = try EffectAnalysis(
            CausalQuestion("ATE of x on y"), graph: GraphDocument(reading: "c -> x -> y; c -> y"), table
        ).report(.weighting)
        #expect(thin.cautions.contains { $0.contains("Overlap is thin") })
        let fine = try Self.analysis("lalonde", "ATE of treat on re78").report()
        #expect(fine.overlap?.isThin == false && fine.cautions.isEmpty)
        let rows = (0..<60).map(Double.init)
        let apart = try Study(
            treatment: rows.map { $0 < 30 ? 0 : 1 }, outcome: rows, covariates: [Regressor("age", rows)])
        let some = try Study(
            treatment: rows.map { $0.truncatingRemainder(dividingBy: 2) }, outcome: rows,
            covariates: [Regressor("ill", rows.map { $0 == 7 || $0 == 9 ? 1 : 0 })])
        for (study, word) in [(apart, "'age' alone"), (some, "'ill' is 0")] {
            for method in [EstimationMethod.weighting, .doublyRobust] {
                let error = #expect(throws: EstimationError.self) { try study.estimate(method) }
                #expect(error?.description.contains(word) == true, "\(String(describing: error))")
            }
        }
    }

    /// `c` causes both; `m` carries the effect of `x`; `z` moves `x`; `w` moves `y` alone.
    private static let table: Table? = try? Table(
        columns: ["x", "y", "c", "m", "z", "w"].enumerated().map { place, name in
            Column(
                name: name, storage: .numbers((0..<64).map { Double(($0 >> place) & 1) + Double($0 % (place + 3)) / 9 })
            )
        })

    @Test(
        "The graph chooses the way",
        arguments: [
            ("c -> x -> y; c -> y; w -> y", EffectRoute.backDoor(["c", "w"])), ("x -> y", .backDoor([])),
            ("u -> x -> m -> y; u -> y", .frontDoor(["m"])),
            ("z -> x -> y; u -> x; u -> y", .instruments(["z"], given: [])),
            ("c -> z -> x -> y; c -> y; x <-> y", .instruments(["z"], given: ["c"])),
        ])
    func routes(text: String, route: EffectRoute) throws {
        let table = try #require(Self.table)
        let analysis = try EffectAnalysis(
            CausalQuestion("ATE of x on y"), graph: GraphDocument(reading: text), table)
        #expect(analysis.route == route)
    }

    @Test(
        "What cannot be answered says why",
        arguments: [
            ("x -> y; x <-> y", "ATE of x on y", "not identified"), ("x -> y", "ATE of x on pay", "no column 'pay'"),
            ("x -> y; hidden -> y", "P(y | do(x))", "ATE of x on y"), ("x -> y", "ATE of x=3 on y", "two that differ"),
            ("x -> y", "ATE of x=1 vs 1 on y", "two that differ"), ("x -> y", "ATT of x on y", "binary"),
            ("x -> y", "ATE of x on y=none", "never is 'none'"),
        ])
    func refusals(text: String, question: String, word: String) throws {
        let table = try #require(Self.table)
        let error = #expect(throws: (any Error).self) {
            try EffectAnalysis(CausalQuestion(question), graph: GraphDocument(reading: text), table).report()
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains(word), "\(String(describing: error))")
    }

    @Test("Levels are named, rows with gaps are left out and counted, categories are told apart")
    func columns() throws {
        let count = 120
        let treat = Column(
            name: "drug", values: (0..<count).map { .category($0 % 2 == 0 ? "yes" : "no") }, isNumeric: false)
        let ward = Column(
            name: "ward", values: (0..<count).map { .category(["a", "b", "c"][$0 / 2 % 3]) }, isNumeric: false)
        let well = Column(
            name: "well", values: (0..<count).map { $0 % 10 == 9 ? .missing : .category($0 % 4 < 2 ? "yes" : "no") },
            isNumeric: false)
        let table = try Table(columns: [treat, ward, well])
        let graph = try GraphDocument(reading: "ward -> drug -> well; ward -> well")
        let report = try EffectAnalysis(CausalQuestion("ATE of drug=yes on well=yes"), graph: graph, table).report()
        #expect((report.rows, report.rowsLeftOut) == (108, 12) && report.baseline == "no")
        #expect(report.cautions.contains { $0.contains("12 rows") })
        for (question, word) in [
            ("ATE of drug on well=yes", "Say which"), ("ATE of drug=yes on well", "Ask about one"),
            ("ATE of drug=maybe on well=yes", "never is"), ("ATE of ward=a on well=yes", "Name the two"),
        ] {
            let error = #expect(throws: EstimationError.self) {
                try EffectAnalysis(
                    CausalQuestion(question), graph: GraphDocument(reading: "drug -> well; ward -> well"), table)
            }
            #expect(error?.description.contains(word) == true, "\(String(describing: error))")
        }
    }

    @Test("A contrast of two numbers is as many times the effect of one, and methods that do not suit are refused")
    func contrasts() throws {
        let table = try Tables.effects("college")
        let graph = try Tables.confounded(table, "educ", "lwage", without: ["nearc4"])
        let unit = try EffectAnalysis(CausalQuestion("ATE of educ on lwage"), graph: graph, table).report()
        let down = try EffectAnalysis(CausalQuestion("ATE of educ=12 vs 16 on lwage"), graph: graph, table)
        let four = try down.report(refuting: true)
        #expect(abs(four.estimate.value + 4 * unit.estimate.value) < 1e-12 && four.estimate.lower < four.estimate.upper)
        #expect(four.refutations.filter { !$0.stands }.isEmpty)
        #expect(throws: EstimationError.self) { try down.report(.weighting) }
    }
}
