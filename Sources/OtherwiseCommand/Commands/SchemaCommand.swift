import ArgumentParser
import OtherwiseCore
import OtherwiseTabular

/// `otherwise schema`: what the data suggest about the features, to be edited.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints what the data suggest about each feature, as YAML to be edited.",
        discussion: """
            The schema says what may change and how. Edit it, then give it to 'otherwise explain --schema'. What is not \
            of this form is refused, and told with its line.

            FORM
              schema: otherwise.schema/1
              features:
              - name: age            # the column
                type: integer        # number, integer or category
                range: [17, 90]      # lowest and highest, for numbers; .inf for no bound
                step: 0.5            # numbers are multiples of it
                change: increase     # any (default), none, increase, decrease
                weight: 2            # how dear a change is (default 1)
                scale: 10            # what counts as 1 (default: from the data)
                missing: true        # may become missing (default: no)
                missing_cost: 1      # the price of becoming, or ceasing to be
              - name: education
                type: category
                values: [School, HS-grad, Bachelors, Masters]
                ordered: true        # from low to high, so that it can increase
              constraints:
              - sum: {hours_per_week: 1, second_job: 1}
                at_most: 60          # or at_least, or both
              - one_hot: [race_White, race_Other]  # exactly one of them is 1
              - if: {feature: education, rises: true}
                then: {feature: age, rises_by: 2}

            After if and then stand a feature and one of: changes (true or false); rises; falls; rises_by; falls_by; \
            at_least and at_most; one_of: [a, b]; or rises_with: OTHER and levels: {A: 10, B: 12}, which asks for a \
            rise of at least what the level of OTHER rises.

            EXAMPLES
              otherwise schema data.csv > schema.yml
              otherwise schema data.csv --model model.onnx > schema.yml

            \(Ending.readingHelp)
            """)

    @Argument(help: "The rows, a CSV file with a header.", completion: .file(extensions: ["csv"]))
    var data: String

    @OptionGroup(title: "Model, to describe only the columns that it reads") var model: ModelOptions
    @OptionGroup var reading: ReadingOptions

    @Option(help: "The file to write to. (default: standard output)", completion: .file())
    var output: String?

    func run() async throws {
        let output = try Output(output, sparing: [data, model.model].compactMap(\.self))
        try InputFile.check(data, as: "data file")
        try output.write(try model.source == nil ? inferred() : await describedByModel())
    }

    private func describedByModel() async throws -> String {
        let task = try await model.task(data: data, schema: nil, columns: reading.columns)
        return comment(rows: task.profile.count) + SchemaFile.yaml(of: task.schema)
    }

    private func inferred() throws -> String {
        let profile = try DataProfile(path: data)
        var (features, leftOut): ([Feature], [String]) = ([], [])
        for name in reading.columns ?? profile.columns.map(\.name) {
            do {
                features.append(try profile.feature(name))
            } catch {
                if reading.columns != nil { throw error }
                leftOut.append("\(error)")
            }
        }
        let groups = profile.oneHotGroups(among: features.map(\.name))
        let schema = try Schema(features: features, constraints: groups.map { .oneHot($0) })
        let label =
            "Every column is listed. Delete what the model does not read, above all what it decides; --model does it."
        return comment(rows: profile.count, (reading.columns == nil ? [label] : []) + leftOut.map { "Left out: \($0)" })
            + SchemaFile.yaml(of: schema)
    }

    private func comment(rows: Int, _ remarks: [String] = []) -> String {
        let lines =
            [
                "What may change and how, inferred from the \(rows.grouped) rows of \(data).",
                "Edit it, then: otherwise explain --schema THIS.yml …",
                "  change: any, none, increase or decrease; weight: how dear a change is, compared with the others;",
                "  scale: the change that counts as one; ordered: true for categories listed from low to high.",
                "Constraints between features and all other fields: otherwise schema --help",
            ] + remarks
        return lines.map { "# \($0.shownInOneLine)\n" }.joined()
    }
}
