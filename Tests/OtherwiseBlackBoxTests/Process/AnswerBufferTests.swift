import Testing

@testable import OtherwiseBlackBox

@Suite("Answers that arrive in pieces")
struct AnswerBufferTests {
    /// The answers in a text that arrives in pieces of some size.
    private static func answers(in text: String, upTo end: AnswerBuffer.End, pieces: Int) -> [String] {
        var buffer = AnswerBuffer()
        var found: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            buffer.append(Array(bytes[start..<min(start + pieces, bytes.count)]))
            while let answer = buffer.take(upTo: end) {
                found.append("\(answer.line):\(String(decoding: answer.bytes, as: UTF8.self))")
            }
        }
        return found
    }

    @Test("A line is whole at its end, however it is cut", arguments: [1, 2, 3, 7, 100])
    func lines(_ pieces: Int) {
        #expect(Self.answers(in: "one\n\nthree\r\nfour", upTo: .line, pieces: pieces) == ["1:one", "2:", "3:three\r"])
    }

    @Test("A block is whole at its empty line, with either line end", arguments: [1, 2, 3, 7, 100])
    func blocks(_ pieces: Int) {
        let text = "h\n1\n\nh\r\n2\r\n\r\n\nh\n3\n"
        #expect(
            Self.answers(in: text, upTo: .emptyLine, pieces: pieces) == ["1:h\n1\n", "4:h\r\n2\r\n", "7:"])
    }
}
