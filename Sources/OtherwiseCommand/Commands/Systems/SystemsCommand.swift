import ArgumentParser

/// `otherwise systems`: the published systems, what each asks, and whether it does what its paper says.
struct SystemsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systems",
        abstract: "Lists the published systems, shows what each asks, and checks that it does what its paper says.",
        discussion: """
            A system is a published method as a composition of the parts of this toolkit. Each carries a faithful \
            check: figures with thresholds, and controls that must fail.

            EXAMPLES
              otherwise systems
              otherwise systems show 29
              otherwise systems check 29 --seed 1 --format json
              otherwise systems check --all
            """,
        subcommands: [ListSystems.self, ShowSystem.self, CheckSystems.self], defaultSubcommand: ListSystems.self)
}
