import Foundation
import OtherwiseCore
import OtherwiseSearch
import Testing

@testable import OtherwiseTabular

@Suite("HTML report: words")
struct HTMLReportWordsTests {
    typealias Fixture = HTMLReportFixture

    @Test("The headline says what would have to change, with the proved region")
    func headline() throws {
        let page = try Fixture.page(Fixture.way(Fixture.hours, Fixture.status, region: Fixture.atLeast43))
        let text = Fixture.text(page)
        #expect(text.contains("Would be >50K if hours_per_week rose from 27 to at least 43 and status became Married."))
        #expect(text.contains("The model now says <=50K, with a score of 0.21 for >50K."))
        #expect(text.contains("it would say >50K, with a score of 0.53."))
        #expect(text.contains("row 17 (counting from 0)"))
        #expect(text.contains("Any number at least 43 does."))
    }

    @Test("Without a region no other value is said to do")
    func noRegion() throws {
        let text = Fixture.text(try Fixture.page(Fixture.way(Fixture.hours, Fixture.status)))
        #expect(text.contains("hours_per_week rose from 27 to 43 and status became Married."))
        #expect(!text.contains("Any number"))
        #expect(!text.contains("proved to do as well"))
    }

    @Test("Every change of every answer is in the pictures")
    func everyChange() throws {
        let page = try Fixture.page(
            Fixture.way(Fixture.hours, Fixture.status), Fixture.way(Fixture.occupation, Fixture.ratio))
        for name in ["hours_per_week", "status", "occupation", "ratio"] {
            #expect(page.contains("<h3><bdi>\(name)</bdi></h3>"))
        }
        #expect(
            page.contains(
                "aria-label=\"hours_per_week from 27 to 43 over the distribution of hours_per_week in the sample."))
        #expect(page.contains("aria-label=\"ratio from missing to 0.50000012"))
        #expect(Fixture.text(page).contains("Way 2 of 2"))
    }

    @Test(
        "Every kind of certificate is said in words, and no other",
        arguments: [
            (Fixture.optimal, "Proved: no cheaper change within the limits reaches this outcome."),
            (Fixture.gap, "Proved in part: the search ended before it ruled out every cheaper change."),
            (Fixture.none, "Not proved: nothing rules out a cheaper change."),
        ])
    func certificate(json: String, words: String) throws {
        let text = Fixture.text(try Fixture.page(Fixture.way(Fixture.hours, certificate: json)))
        #expect(text.contains(words))
        let labels = ["Proved: ", "Proved in part: ", "Not proved: "].filter { text.contains($0) }
        #expect(labels.count == 1)
    }

    @Test("A gap is given as a percentage above the cheapest, rounded up")
    func gap() throws {
        let text = Fixture.text(try Fixture.page(Fixture.way(Fixture.hours, certificate: Fixture.gap)))
        #expect(text.contains("None costs below 1: this one is at most 16% above the cheapest."))
    }

    @Test("A later answer claims no more than that no other set of features is cheaper")
    func laterAnswer() throws {
        let text = Fixture.text(
            try Fixture.page(Fixture.way(Fixture.hours), Fixture.way(Fixture.status, certificate: Fixture.further)))
        #expect(
            text.contains(
                "no cheaper change within the limits reaches this outcome and leaves at least one feature of each way above as it is."
            ))
    }

    @Test("A change that its own region makes needless is said to be needless")
    func needless() throws {
        let region = #"{"feature":"hours_per_week","atLeast":20,"atMost":64}"#
        let text = Fixture.text(try Fixture.page(Fixture.way(Fixture.hours, region: region)))
        #expect(text.contains("27 does as well: this change is not needed."))
        #expect(text.contains("rose from 27 to 43."))
    }

    @Test("Unchanged features keep their value and tell what was allowed")
    func wholeRow() throws {
        let page = try Fixture.page(Fixture.way(Fixture.hours))
        #expect(page.contains("<tr class=\"stays\"><th scope=\"row\"><bdi>age</bdi></th><td><bdi>39</bdi></td>"))
        #expect(page.contains("<td><bdi>no change</bdi></td>"))
        #expect(page.contains("<td><bdi>1 to 99, whole numbers</bdi></td>"))
        #expect(page.contains("<td><bdi>0 to 1, or missing</bdi></td>"))
        #expect(Fixture.text(page).contains("age + hours_per_week must be at most 120"))
    }

    @Test("An infeasible page names the obstacle and the nearest change, and claims the proof")
    func infeasible() throws {
        let explanation = try Fixture.explanation(status: "infeasible", obstacle: Fixture.obstacle)
        let page = try Fixture.page(explanation)
        let text = Fixture.text(page)
        #expect(text.contains("No change within the limits makes it >50K."))
        #expect(text.contains("Proved: no change within the limits reaches this outcome."))
        #expect(page.contains("<li><bdi>age may not change (39 → 45)</bdi></li>"))
        #expect(text.contains("Would be >50K if age rose from 39 to 45."))
    }

    @Test("A search that ran out proves nothing and says so")
    func budget() throws {
        let text = Fixture.text(try Fixture.page(Fixture.explanation(status: "budget")))
        #expect(text.contains("No way to >50K was found before the search had to end."))
        #expect(text.contains("It was limited to 10.0 seconds"))
        #expect(text.contains("Not proved:"))
        #expect(!text.contains("Proved:"))
    }

    @Test("A search that had nowhere to go says so, and promises nothing of more time")
    func shortage() throws {
        let shortage = "the strategy nice goes nowhere; give other rows"
        let page = try Fixture.page(Fixture.explanation(status: "budget", shortage: shortage))
        let text = Fixture.text(page)
        #expect(text.contains("The strategy nice goes nowhere; give other rows."))
        #expect(!text.contains("It was limited to"))
    }

    @Test("A row that is as wanted has nothing to change")
    func reached() throws {
        #expect(Fixture.text(try Fixture.page(Fixture.way())).contains("Is >50K already: nothing has to change."))
    }

    @Test("The footer holds what is needed to make the result again")
    func provenance() throws {
        let text = Fixture.text(try Fixture.page(Fixture.way(Fixture.hours)))
        for words in [
            "models/loan.onnx", "SHA-256 abc123", "SHA-256 def456", "exact", "seed: 42", "0.1.0", "1,204 boxes",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("How far several ways differ is said, and how many rows had no number")
    func measured() throws {
        let ways = [Fixture.way(Fixture.hours), Fixture.way(Fixture.status)].joined(separator: ",")
        let explanation = try Fixture.explanation(
            ways, diversity: #"{"mean":0.25,"least":0.125}"#, effort: #"{"boxes":0,"modelRows":30,"unscored":7}"#)
        let text = Fixture.text(try Fixture.page(explanation))
        #expect(text.contains("They differ by 0.25 on average and by 0.125 at least"))
        #expect(text.contains("30 rows scored, 7 of them without a number"))
        let plain = Fixture.text(try Fixture.page(Fixture.explanation(ways)))
        #expect(!plain.contains("They differ by") && !plain.contains("without a number"))
    }

    @Test("Several ways stand side by side, what a way leaves as it is too; a single way has nothing beside it")
    func sideBySide() throws {
        let two = try Fixture.page(
            Fixture.way(Fixture.hours, Fixture.status), Fixture.way(Fixture.hours, certificate: Fixture.further))
        let text = Fixture.text(two).replacing("\n", with: " ")
        #expect(text.contains("The ways side by side  NowWay 1Way 2"))
        #expect(text.contains("hours_per_week274343"))
        #expect(text.contains("statusSingleMarriedstays"))
        #expect(text.contains("No cheaper wayProvedProved that keeps something of each way before it"))
        #expect(try !Fixture.page(Fixture.way(Fixture.hours)).contains("side by side"))
    }

    @Test(
        "How like the data an answer is, is said in words before it is said in figures",
        arguments: [
            (0.56, 1.1, "ordinary: 56% of the rows stand out as much. It lies among rows like it."),
            (0.56, 2.0, "ordinary: 56% of the rows stand out as much. But taken together it lies somewhat apart"),
            (0.1, 2.0, "unusual: 10% of the rows stand out as much. It lies somewhat apart"),
            (0, 5.2, "rare: no row stands out as much. It lies far apart"),
        ])
    func plausibility(rank: Double, factor: Double, words: String) throws {
        let json = """
            {"neighbourDistance":0.1153,"localOutlierFactor":\(factor),"isolation":0.47,"isolationRank":\(rank),
            "logDensity":-7.2}
            """
        let plausibility = try JSONDecoder().decode(Plausibility.self, from: Data(json.utf8))
        let text = Fixture.text(PlausibilityWords(plausibility).markup.html)
        #expect(text.contains(words), "\(text)")
        #expect(text.contains("Distance to the nearest rows of that outcome 0.115, local outlier factor"))
    }

    @Test("Many changes are counted in the headline and listed beneath it")
    func manyChanges() throws {
        let age = #"{"feature":"age","from":39,"to":45}"#
        let way = Fixture.way(Fixture.hours, Fixture.status, Fixture.occupation, Fixture.ratio, age)
        let text = Fixture.text(try Fixture.page(way))
        #expect(text.contains("Would be >50K if 5 features changed as shown below."))
        #expect(text.contains("ratio, now missing, became 0.50000012 and age rose from 39 to 45."))
    }
}
