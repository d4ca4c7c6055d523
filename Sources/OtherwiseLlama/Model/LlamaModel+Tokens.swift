#if Llama
import CLlama
public import OtherwiseModels

extension LlamaModel: Tokenizer {
    /// The tokens of a text, as the file's own vocabulary cuts it.
    public func tokens(of text: String, isStart: Bool = false, readsMarks: Bool = false) -> [Token] {
        var text = text
        let ids = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                growing(from: characters.count + 8) { (ids: UnsafeMutableBufferPointer<Int32>) in
                    library.table.pointee.tokenize(
                        handle, characters.baseAddress, Int32(characters.count), ids.baseAddress, Int32(ids.count),
                        isStart, readsMarks)
                }
            }
        }
        return ids.map { Token($0) }
    }

    /// The text of tokens; bytes that are no UTF-8 become U+FFFD, marks become nothing.
    public func text(of tokens: [Token]) -> String {
        String(decoding: tokens.flatMap(bytes), as: UTF8.self)
    }

    /// The bytes of a token, which may be part of a character; none for a mark.
    func bytes(of token: Token) -> [UInt8] {
        guard token.id >= 0, token.id < facts.vocabulary else { return [] }
        let characters = growing(from: 32) { (characters: UnsafeMutableBufferPointer<CChar>) in
            library.table.pointee.piece(handle, token.id, characters.baseAddress, Int32(characters.count), false)
        }
        return characters.map { UInt8(bitPattern: $0) }
    }
}

/// Calls C with room for `count` elements, and again with as many as it asks for by a negative result.
func growing<Element: BinaryInteger>(
    from count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) -> Int32
) -> [Element] {
    var elements = [Element](repeating: 0, count: count)
    let filled = Int(elements.withUnsafeMutableBufferPointer { fill($0) })
    guard filled < 0 else { return Array(elements.prefix(filled)) }
    return growing(from: -filled, fill)
}
#endif
