// A literal inside of a function is parsed again whenever it is reached, which took two thirds of the time. The patterns
// have no closures of their own and nothing changes them, so that all threads may share them.
extension ElementReader {
    /// A name in quotation marks, or capitals one after the other.
    nonisolated(unsafe) static let name =
        #/[“"]([^”"]{2,60})[”"]|(?:(?:Academy|Bank|Bay|Church|City|College|Court|Department|Gulf|House|Institute|Kingdom|Lake|Ministry|Museum|Office|Order|Palace|Port|Province|Republic|School|State|University) of )?\p{Lu}[\p{L}\p{N}'’\-]*(?: (?:(?:de|van|von) )?\p{Lu}[\p{L}\p{N}'’\-]*)*/#
    nonisolated(unsafe) static let date =
        #/\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b/#
    /// With its sign, decimals, ordinal ending, scale, per cent and the word that follows.
    nonisolated(unsafe) static let number =
        #/([$€£]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(st|nd|rd|th)?(?: (thousand|million|billion))?(%| percent| per cent)?(?: ([\p{Ll}]+))?/#
    /// A word that may be a number, and the one that follows.
    nonisolated(unsafe) static let spelledNumber = #/\b([a-z]+) ([\p{Ll}]+)/#
}
