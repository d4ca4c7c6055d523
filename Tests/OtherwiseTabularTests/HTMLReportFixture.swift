import Foundation
import OtherwiseCore
import OtherwiseTabular

/// Reports on a small loan table.
enum HTMLReportFixture {
    /// `occupation` holds a category that would be markup, were it not escaped.
    static let script = "<script>alert('a & b')</script>"

    static func schema(age: Mutability = .immutable) throws -> Schema {
        try Schema(
            features: [
                Feature(name: "hours_per_week", domain: .numeric(range: 1...99, step: 1)),
                Feature(name: "ratio", domain: .numeric(range: 0...1, step: nil), allowsMissing: true),
                Feature(name: "age", domain: .numeric(range: 17...90, step: 1), mutability: age),
                Feature(
                    name: "status",
                    domain: .categorical(categories: ["Single", "Married", "Widowed"], isOrdered: false)),
                Feature(name: "occupation", domain: .categorical(categories: ["Clerk", script], isOrdered: false)),
            ],
            constraints: [.linear(coefficients: ["hours_per_week": 1, "age": 1], range: -Double.infinity...120)])
    }

    static func sample() throws -> Table {
        try Table(columns: [
            Column(name: "hours_per_week", storage: .numbers((0..<100).map { Double(20 + $0 % 40) })),
            Column(name: "ratio", storage: .numbers((0..<100).map { $0 % 10 == 0 ? .nan : Double($0) / 100 })),
            Column(name: "age", storage: .numbers((0..<100).map { Double(20 + $0 % 50) })),
            Column(
                name: "status",
                storage: .categories(codes: (0..<100).map { $0 % 4 == 0 ? 0 : 1 }, levels: ["Single", "Married"])),
            Column(
                name: "occupation",
                storage: .categories(codes: (0..<100).map { $0 % 5 == 0 ? 1 : 0 }, levels: ["Clerk", script])),
        ])
    }

    static let optimal = #"{"kind":"optimal","lowerBound":1.16,"upperBound":1.16,"rivals":"all"}"#
    static let gap = #"{"kind":"gap","lowerBound":1.0,"upperBound":1.16,"rivals":"all"}"#
    static let further = #"{"kind":"optimal","lowerBound":1.16,"upperBound":1.16,"rivals":"further"}"#
    static let none = #"{"kind":"none","upperBound":1.16,"rivals":"all"}"#

    static let hours = #"{"feature":"hours_per_week","from":27,"to":43}"#
    static let status = #"{"feature":"status","from":"Single","to":"Married"}"#
    static let occupation = #"{"feature":"occupation","from":"Clerk","to":"<script>alert('a & b')</script>"}"#
    static let ratio = #"{"feature":"ratio","from":null,"to":0.50000012}"#
    static let atLeast43 = #"{"feature":"hours_per_week","atLeast":43}"#

    /// An answer that makes some changes.
    static func way(_ changes: String..., certificate: String = optimal, region: String = "", score: String = "0.53")
        -> String
    {
        """
        {"values":{},"changes":[\(changes.joined(separator: ","))],"outcome":">50K","score":\(score),
        "cost":{"total":1.16,"l0":\(changes.count),"l1":1.16,"l2":1.01},"certificate":\(certificate),"region":[\(region)]}
        """
    }

    static func explanation(
        _ ways: String..., status: String = "found", shortage: String? = nil, obstacle: String = "null",
        goal: String = ">50K", diversity: String = "null", effort: String = #"{"boxes":1204,"modelRows":3}"#
    ) throws -> Explanation {
        let json = """
            {"schema":"otherwise.explanation/1","status":"\(status)","goal":"\(goal)",
            "factual":{"row":17,"values":{"hours_per_week":27,"ratio":null,"age":39,"status":"Single","occupation":"Clerk"},
            "outcome":"<=50K","score":0.21},
            "counterfactuals":[\(ways.joined(separator: ","))],
            "shortage":\(shortage.map { "\"\($0)\"" } ?? "null"),"obstacle":\(obstacle),"diversity":\(diversity),"effort":\(effort),
            "provenance":{"method":"exact","version":"0.1.0","seed":42,"model":{"name":"models/loan.onnx","digest":"abc123"},
            "settings":{"cost":"l0=0 l1=1 squared=0 sum","scale":"range","timeLimit":"10.0 seconds"},"dataDigest":"def456"}}
            """
        return try JSONDecoder().decode(Explanation.self, from: Data(json.utf8))
    }

    static func page(_ explanation: Explanation, title: String? = nil) throws -> String {
        try ExplanationReport.html(explanation, schema: schema(), sample: sample(), title: title)
    }

    /// The page of an explanation with one answer.
    static func page(_ ways: String...) throws -> String {
        try page(explanation(ways.joined(separator: ",")))
    }

    /// A page for every kind of answer.
    static func everyPage() throws -> [String] {
        try [
            page(way(hours, region: atLeast43)),
            page(way(hours, status, certificate: gap), way(occupation, certificate: none)),
            page(way(ratio, certificate: none)), page(way()), page(explanation(status: "budget")),
            page(explanation(status: "infeasible", obstacle: HTMLReportFixture.obstacle)),
        ]
    }

    static let obstacle = """
        {"reason":"no change within the limits works; the nearest one breaks: age may not change (39 → 45)",
        "nearest":[{"feature":"age","from":39,"to":45}],"broken":["age may not change (39 → 45)"]}
        """

    /// What a reader sees: the page without its style and its tags.
    static func text(_ page: String) -> String {
        let body = page.split(separator: "</style>").last.map(String.init) ?? page
        let text = body.replacing(/<[^>]*>/, with: "")
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
