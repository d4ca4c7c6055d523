import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics

/// What a number may be taken to pass through last, so that noise is added before and not to the number itself.
public enum LinkFamily: String, Sendable, Hashable, Codable, CaseIterable {
    /// For what is above 0 everywhere: noise is added to the logarithm.
    case logarithm
    /// For shares strictly between 0 and 1: noise is added to the log-odds.
    case logit
    /// The powers of Yeo and Johnson (2000).
    case power
    /// For tails on both sides: noise is added to the inverse hyperbolic sine.
    case arcsinh

    private static let powers = [0, 0.25, 0.5, 0.75, 1.25, 1.5, 1.75, 2]
    private static let spreads = [1, 0.25, 0.0625]

    /// The links of the family that give all of some values; none where they are all alike.
    func links(for values: [Double]) -> [ScaledLink] {
        let sorted = values.sorted()
        guard let least = sorted.first, let greatest = sorted.last, least < greatest else { return [] }
        let middle = sorted.quantile(0.5)
        let width = sorted.quantile(0.75) - sorted.quantile(0.25)
        let spread = width > 0 ? width : greatest - least
        switch self {
        case .logarithm: return least > 0 ? [ScaledLink(.exp)] : []
        case .logit: return least > 0 && greatest < 1 ? [ScaledLink(.logistic)] : []
        case .power:
            // What has one sign keeps its 0.
            let isOneSided = least > 0 || greatest < 0
            return Self.powers.map {
                ScaledLink(.power($0), centre: isOneSided ? 0 : middle, scale: isOneSided ? abs(middle) : spread)
            }
        case .arcsinh: return Self.spreads.map { ScaledLink(.sinh, centre: middle, scale: $0 * spread) }
        }
    }
}

extension ScaledLink {
    /// That noise is added to the number itself.
    static let identity = ScaledLink(.identity)

    /// Whether noise is added to the number itself.
    var isIdentity: Bool { link == .identity }

    /// What noise is added to, of a variable; empty where it is the variable itself.
    var words: String {
        switch link {
        case .identity: ""
        case .exp: "the logarithm"
        case .logistic: "the log-odds"
        case .sinh: "the inverse hyperbolic sine"
        case .power(let power): "the power \(power.plain)"
        }
    }
}
