import ArgumentParser
import OtherwiseEstimation

/// What mechanisms that are learnt from data may be.
struct MechanismOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The forms to choose among, with commas between them: \(MechanismForm.choices.listed). Of what none is named for, the simplest is taken. (default: all)",
            valueName: "names"),
        transform: { try MechanismForm.choices.chosen($0) })
    var forms: Set<MechanismForm>?

    @Option(
        help: ArgumentHelp(
            "What noise may be added to instead of a number itself: \(LinkFamily.choices.listed), or none. (default: any; none with --forms)",
            valueName: "names"),
        transform: { try $0 == "none" ? [] : LinkFamily.choices.chosen($0) })
    var links: Set<LinkFamily>?

    /// One of the options that was given.
    var given: String? { forms != nil ? "--forms" : links != nil ? "--links" : nil }

    /// - Parameter draws: How many mechanisms are drawn for each that is fitted.
    func fitting(draws: Int = 100, seed: UInt64) -> FittingOptions {
        FittingOptions(draws: draws, forms: forms ?? Set(MechanismForm.allCases), links: links, seed: seed)
    }

    /// - Throws: `ValidationError` where no mechanisms are learnt.
    func requireNone() throws {
        guard let given else { return }
        throw ValidationError("\(given) goes with 'what if …', 'why …', NDE, NIE and PSE, with --graph and --data.")
    }
}

/// Values that a person names, with commas between the names.
private struct NamedChoices<Choice: Hashable> {
    let kind: String
    let values: [(name: String, value: Choice)]

    var listed: String { values.map(\.name).joined(separator: ", ") }

    /// - Throws: `ValidationError` for a name that is none of them.
    func chosen(_ text: String) throws -> Set<Choice> {
        let chosen = try NameList.names(text).map { name in
            guard let choice = values.first(where: { $0.name == name }) else {
                throw ValidationError("'\(name)' is no \(kind). Write some of \(listed), with commas between them.")
            }
            return choice.value
        }
        return Set(chosen)
    }
}

extension MechanismForm {
    /// A blank in a name is written as a hyphen.
    fileprivate static var choices: NamedChoices<MechanismForm> {
        NamedChoices(
            kind: "form of a mechanism",
            values: allCases.filter { $0 != .root }.map { ($0.rawValue.replacing(" ", with: "-"), $0) })
    }
}

extension LinkFamily {
    fileprivate static var choices: NamedChoices<LinkFamily> {
        NamedChoices(kind: "link", values: allCases.map { ($0.rawValue, $0) })
    }
}
