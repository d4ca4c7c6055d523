import Foundation
import OtherwiseCausal

extension GraphPicture {
    /// The picture as Graphviz lays it out, where its `dot` is installed and answers; else as it is.
    ///
    /// A graph of more nodes than a person can read is left as it is.
    var laidOutByGraphviz: GraphPicture {
        guard graph.nodes.count <= 200, let plain = Self.answer(to: GraphvizLayout.question(for: graph)) else {
            return self
        }
        var picture = self
        picture.layout = GraphvizLayout(plain, of: graph)
        return picture
    }

    private static func answer(to question: String) -> String? {
        guard let program = InstalledProgram.named("dot") else { return nil }
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = program
        process.arguments = ["-Tplain"]
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
        do {
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(question.utf8))
            try input.fileHandleForWriting.close()
            let plain = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return process.terminationStatus == 0 ? String(decoding: plain, as: UTF8.self) : nil
        } catch {
            return nil
        }
    }
}
