import Foundation

extension String {
    /// The text without what its writer marked as thinking, such as `<think>…</think>`.
    ///
    /// A section that is not closed was cut off: what follows is thinking, too. One that is closed and not opened was
    /// opened by the prompt: what stands before is thinking.
    var withoutThinking: String {
        let tag = #"(?:think|thinking|thought|thoughts|reasoning|reflection|scratchpad)"#
        return [
            #"(?is)<(\#(tag))\b[^>]*>.*?</\1\s*>"#, #"(?is)^.*</\#(tag)\s*>"#, #"(?is)<\#(tag)\b[^>]*>.*$"#,
        ].reduce(self) { text, pattern in
            text.replacingOccurrences(of: pattern, with: "\n", options: .regularExpression)
        }
    }
}
