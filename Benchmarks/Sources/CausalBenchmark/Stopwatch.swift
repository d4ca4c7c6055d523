import Foundation

/// The median time of some rounds, in seconds, after one that is not counted.
func medianTime(rounds: Int, _ body: () throws -> Void) rethrows -> Double {
    try body()
    let times = try (0..<rounds).map { _ in try ContinuousClock().measure(body) / .seconds(1) }
    return times.sorted()[rounds / 2]
}

/// Writes one JSON document per line.
func write(_ results: [some Encodable], to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try results.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    try Data(lines.joined().utf8).write(to: file)
}
