import OtherwiseCore

/// All systems, in the order of their numbers.
public enum SystemRegister {
    /// The 38, in order.
    public static let all: [System] = [
        .infoPO, .ild, .popeObliviate, .dualityForge, .causalDiffAE, .vision, .misMitiFact, .disco,
        .executableCounterfactuals, .counterBench, .deFacto, .alterfactual, .faithfulExplanations, .acquired,
        .causaLM, .panoptic, .forgeryCounterfactuals, .robustCounterfactuals, .cab, .liberty, .deGF, .deer3D,
        .counterAnimal, .causalMM, .hatefulIllusions, .malAlgoQA, .waferQA, .wack, .mcd, .cdsae, .judgingBias, .dcd,
        .octet, .a2p, .klTracing, .longTailedBias, .uniCoMTE, .critiqueRL,
    ]

    /// The system with this number, name or other name, such as `29`, `1`, `mcd` or `trex`.
    ///
    /// - Throws: `SystemError.unknown`, which names those that are meant perhaps.
    public static func system(_ text: String) throws(SystemError) -> System {
        if let number = Int(text), let system = all.first(where: { $0.number == number }) { return system }
        let wanted = text.bare
        if let system = all.first(where: { $0.names.contains { $0.bare == wanted } }) { return system }
        throw .unknown(text)
    }
}

/// A system that cannot be shown or checked as asked.
public enum SystemError: Error, Sendable, Hashable {
    /// No system has this number or name.
    case unknown(String)
    /// The system, by its number and name, has no check yet.
    case notYet(id: String, name: String)
    /// The check makes all of its items itself.
    case takesNoItems(id: String, name: String)
    /// The check asks no language model.
    case takesNoModel(id: String, name: String)
    /// What is measured needs tokens and activations that this model does not show.
    case needsOpenModel(check: String, model: String)
    /// The items are not of the check's format: what is wrong, and what the format is.
    case badItems(file: String, problem: String, format: String)
}

extension SystemError: CustomStringConvertible {
    /// What cannot be done, and the way out.
    public var description: String {
        switch self {
        case .unknown(let text):
            let near = SystemRegister.all.filter { system in
                system.names.contains { $0.bare.contains(text.bare) || text.bare.hasPrefix($0.bare) }
            }
            let hint =
                near.isEmpty || text.bare.isEmpty
                ? "Give a number from 1 to \(SystemRegister.all.count), or a name of `otherwise systems`."
                : "Perhaps \(near.map { "\($0.id) (\($0.name))" }.joined(separator: ", ")) is meant."
            return "There is no system '\(text)'. \(hint)"
        case .notYet(let id, let name):
            return
                "System \(id) (\(name)) does not work yet, so there is nothing to check. `otherwise systems` says which do."
        case .takesNoItems(let id, let name):
            return "The check of system \(id) (\(name)) makes all of its items itself. Leave out --items."
        case .takesNoModel(let id, let name):
            return "The check of system \(id) (\(name)) asks no language model. Leave out --model."
        case .needsOpenModel(let check, let model):
            return
                "\(check) looks at the tokens and the hidden states of a model, and '\(model)' does not show them. Give a GGUF file with --model."
        case .badItems(let file, let problem, let format):
            return "'\(file)' does not hold items of this check: \(problem.sentence) The check reads \(format)."
        }
    }
}

extension System {
    /// What it is called, its paper's or its code's name too.
    fileprivate var names: [String] { [name] + (SystemRegister.otherNames[number].map { [$0] } ?? []) }
}

extension SystemRegister {
    /// Names that systems are known by beside their own.
    fileprivate static let otherNames = [
        3: "POPEv2", 4: "DualityForge", 9: "ExecCF", 13: "CFMatch", 17: "Artifact eraser", 18: "T-Rex",
        25: "Hateful illusion", 27: "WAFER-QA", 36: "LTBackdoor",
    ]
}

extension String {
    /// Letters and digits alone, all of them small: how names are compared.
    fileprivate var bare: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
