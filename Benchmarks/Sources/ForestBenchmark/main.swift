import Foundation
import OtherwiseModels
import OtherwiseONNXRuntime

// How long a batch takes in the native interpreter and in ONNX Runtime with one thread, measured in turns.
//
//     swift run -c release ForestBenchmark forest.onnx [rows] [rounds]     (make_forest.py makes one)

func report(_ path: String, rows: Int, rounds: Int) throws {
    let native = try ONNXModel(path: path)
    let session = try ONNXRuntimeSession(path: path, in: ONNXRuntimeLibrary(), settings: .init(threads: 1))
    let inputs = try evenRows(rows, for: native, seed: 1)
    let difference = try largestDifference(native.run(inputs), session.run(inputs))
    let contest = try Contest(rounds: rounds, { _ = try native.run(inputs) }, { _ = try session.run(inputs) })
    print("model          \(path)")
    print("batch          \(rows) rows, \(rounds) rounds in turns, largest difference \(difference)")
    print("native         \(contest.first)")
    print("ONNX Runtime   \(contest.second)  (\(session.library.version), 1 thread)")
    print("ratio          \(contest.ratio.formatted(.number.precision(.fractionLength(2)))) (ONNX Runtime / native)")
}

func fail(_ text: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
    exit(code)
}

let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.dropFirst().compactMap { Int($0) }
guard let path = arguments.first, numbers.allSatisfy({ $0 > 0 }) else {
    fail("usage: ForestBenchmark MODEL.onnx [ROWS] [ROUNDS]", code: 64)
}
do {
    try report(path, rows: numbers.first ?? 4096, rounds: numbers.dropFirst().first ?? 41)
} catch {
    fail("\(error)", code: 1)
}
