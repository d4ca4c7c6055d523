import Foundation
import Testing

@testable import OtherwiseBlackBox

@Suite("What is secret stays out of results and errors")
struct SecretsTests {
    @Test(
        "A command without the values of keys and passwords",
        arguments: [
            ("API_KEY=abc123 python3 model.py", "API_KEY=… python3 model.py"),
            ("model --token s3cr3t --port 80", "model --token … --port 80"),
            ("model --password='a b c' x", "model --password=… x"),
            ("curl -H 'Authorization: Bearer abc' u", "curl -H 'Authorization: … u"),
            ("python3 tokenize.py rows.csv", "python3 tokenize.py rows.csv"),
            ("python3 model.py --keys 3", "python3 model.py --keys 3"),
        ])
    func command(_ command: String, _ shown: String) { #expect(command.withoutSecrets == shown) }

    @Test("An address without user, password and query")
    func address() throws {
        let url = try #require(URL(string: "https://me:pass@example.org:8443/v2/models/a%20b?key=1#x"))
        #expect("\(ModelEndpoint(url, token: "t0ken"))" == "https://example.org:8443/v2/models/a%20b")
        #expect(!String(reflecting: ModelEndpoint(url, token: "t0ken")).contains("t0ken"))
    }
}
