public import ArgumentParser
public import OtherwiseCore

/// What `--cost` says: the name of a cost, or a weighted sum of terms such as `1*l1+0.5*l0`.
enum CostArgument {
    private static let names = ["l0", "l1", "l2", "gower", "lexicographic"]

    static func cost(_ text: String) throws(ValidationError) -> Cost {
        switch text {
        case "l0": return .l0()
        case "l1": return .l1()
        case "l2": return .l2()
        case "gower": return .gower()
        case "lexicographic": return .lexicographic()
        default: return try sum(text)
        }
    }

    private static func sum(_ text: String) throws(ValidationError) -> Cost {
        var cost = Cost()
        for term in text.split(separator: "+", omittingEmptySubsequences: false) {
            let parts = term.split(separator: "*").map { $0.trimmingCharacters { $0.isWhitespace } }
            guard let name = parts.last, parts.count <= 2, let weight = parts.count == 2 ? Double(parts[0]) : 1,
                0...1e9 ~= weight
            else { throw malformed(text) }
            switch name {
            case "l0": cost.l0 += weight
            case "l1": cost.l1 += weight
            case "squared": cost.squared += weight
            case "l2":
                throw ValidationError(
                    "In '\(text)', l2 cannot be a term of a sum, because it is a root. Use 'squared', the sum under it."
                )
            default: throw malformed(text)
            }
        }
        guard cost.l0 + cost.l1 + cost.squared > 0 else {
            throw ValidationError("The cost '\(text)' is 0 for every change. Give a weight above 0.")
        }
        return cost
    }

    private static func malformed(_ text: String) -> ValidationError {
        ValidationError(
            "The cost '\(text)' is none of \(names.joined(separator: ", ")), nor a sum of weights times l0, l1 or squared, such as '1*l1+0.5*l0'."
        )
    }
}

extension Cost.Scale: ExpressibleByArgument {}
