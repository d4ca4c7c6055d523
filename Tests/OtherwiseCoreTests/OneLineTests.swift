import OtherwiseCore
import Testing

@Suite struct OneLineTests {
    @Test func `what a terminal would obey is replaced, one scalar for one, and nothing else is`() {
        // An escape, ends of lines as Unicode has them, the control sequences of eight bits, and turns of direction.
        let obeyed = "\0\t\n\r\u{1B}\u{7F}\u{85}\u{9B}\u{2028}\u{2029}\u{202A}\u{202E}\u{2066}\u{2069}\u{200F}\u{61C}"
        for scalar in obeyed.unicodeScalars {
            #expect("a\(scalar)b".inOneLine("?") == "a?b", "\(scalar.value)")
        }
        // Two scalars of one character are two.
        #expect("a\r\nb".inOneLine("?") == "a??b")
        // The joiner of a family, a mark, a text from the right, and the neighbours of what is replaced.
        let kept = "é 👩‍👧 e\u{301} שלום \u{A0}\u{200D}\u{2027}\u{202F}\u{2065}\u{206A}�"
        #expect(kept.inOneLine("?") == kept && "".inOneLine("?").isEmpty)
    }
}
