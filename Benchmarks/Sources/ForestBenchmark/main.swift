import Foundation
import OtherwiseModels
import OtherwiseONNXRuntime

// How long a batch takes in the native interpreter and in ONNX Runtime with one thread, measured in turns.
//
//     swift run -c release ForestBenchmark forest.onnx [rows] [rounds]

guard let path = CommandLine.arguments.dropFirst().first else {
    FileHandle.standardError.write(Data("usage: ForestBenchmark MODEL.onnx [ROWS] [ROUNDS]\n".utf8))
    exit(64)
}
let numbers = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
let rows = numbers.first ?? 4096
let rounds = numbers.dropFirst().first ?? 41

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
