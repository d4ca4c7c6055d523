import OtherwiseTabular

/// Two texts beside one another, in each the words marked that the other does not have.
struct DifferingTexts {
    private let old, new: String

    init(_ old: String, _ new: String) { (self.old, self.new) = (old, new) }

    var markups: (old: Markup, new: Markup) {
        let (old, new) = (old.pieces, new.pieces)
        var (removed, inserted) = (Set<Int>(), Set<Int>())
        for change in new.difference(from: old) {
            switch change {
            case .remove(let place, _, _): removed.insert(place)
            case .insert(let place, _, _): inserted.insert(place)
            }
        }
        return (Self.marked(old, removed), Self.marked(new, inserted))
    }

    private static func marked(_ pieces: [String], _ places: Set<Int>) -> Markup {
        let parts = pieces.enumerated().map { place, piece -> Markup in
            if piece == "\n" { return "<br>" }
            return places.contains(place) && piece != " " ? "<mark>\(piece)</mark>" : "\(piece)"
        }
        return "\(parts)"
    }
}

extension String {
    /// Words, spaces and line ends.
    fileprivate var pieces: [String] {
        var pieces: [String] = [], word = ""
        for character in self {
            guard character.isWhitespace else {
                word.append(character)
                continue
            }
            if !word.isEmpty { pieces.append(word) }
            word = ""
            pieces.append(character.isNewline ? "\n" : " ")
        }
        return word.isEmpty ? pieces : pieces + [word]
    }
}
