import OtherwiseCore
import Testing

@testable import OtherwiseTabular

@Suite("HTML report: safe, whole and repeatable")
struct HTMLReportSafetyTests {
    typealias Fixture = HTMLReportFixture

    @Test(
        "Text of the data stays text",
        arguments: [
            ("<script>", "&lt;script&gt;"), ("a & b", "a &amp; b"), ("&lt;", "&amp;lt;"),
            ("\" onload='x", "&quot; onload=&#39;x"),
            ("a\u{0}b\u{1B}", "a\u{FFFD}b\u{FFFD}"), ("line\nbreak", "line break"), ("école 管理", "école 管理"),
        ])
    func escaping(text: String, html: String) {
        let markup: Markup = "\(text)"
        #expect(markup.html == html)
        let nested: Markup = "<td title=\"\(text)\">\(markup)</td>"
        #expect(nested.html == "<td title=\"\(html)\">\(html)</td>")
    }

    @Test("A category, a title, a model and a class named like markup are harmless")
    func hostileNames() throws {
        let goal = "<img onerror=x>"
        let page = try Fixture.page(
            Fixture.explanation(Fixture.way(Fixture.occupation), goal: goal), title: "</title><script>x</script>")
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(page.contains("&lt;script&gt;alert(&#39;a &amp; b&#39;)&lt;/script&gt;"))
        #expect(page.contains("<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</title>"))
    }

    @Test("Nothing is fetched: no addresses, sources, imports or scripts")
    func selfContained() throws {
        for page in try Fixture.everyPage() {
            for word in [
                "http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link", "<iframe", "<object",
            ] {
                #expect(!page.contains(word), "\(word)")
            }
            #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
        }
    }

    @Test("The same input gives the same bytes, and another input others")
    func deterministic() throws {
        #expect(try Fixture.everyPage() == Fixture.everyPage())
        #expect(Set(try Fixture.everyPage()).count == 6)
    }

    @Test("Every tag is closed where it was opened, and no identity is given twice")
    func wellFormed() throws {
        for page in try Fixture.everyPage() {
            #expect(unclosed(page) == [])
            let identities = page.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
            #expect(Set(identities).count == identities.count)
        }
        #expect(unclosed("<p><b>x</p></b>") != [], "the check itself must be able to fail")
    }

    @Test("Pictures have words, and the page a language")
    func accessible() throws {
        for page in try Fixture.everyPage() {
            #expect(page.contains("<html lang=\"en\">"))
            for svg in page.matches(of: /<svg [^>]*>/).map({ String($0.0) }) {
                #expect(svg.contains("aria-label=") || svg.contains("aria-hidden=\"true\""))
            }
        }
    }

    @Test("A feature that the sample does not have is shown all the same")
    func emptySample() throws {
        let explanation = try Fixture.explanation(Fixture.way(Fixture.hours, Fixture.status))
        let page = try ExplanationReport.html(explanation, schema: Fixture.schema(), sample: Table(columns: []))
        #expect(Fixture.text(page).contains("hours_per_week rose from 27 to 43"))
        #expect(!page.contains("nan"))
        #expect(unclosed(page) == [])
    }

    /// Tags that are closed in another order than they were opened, or not at all.
    private func unclosed(_ page: String) -> [String] {
        let empty: Set = ["meta", "wbr"]
        var open: [String] = []
        for tag in page.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/) where tag.3.isEmpty {
            let name = String(tag.2)
            if tag.1.isEmpty {
                if !empty.contains(name) { open.append(name) }
            } else if open.last == name {
                open.removeLast()
            } else {
                return [name]
            }
        }
        return open
    }
}
