import ArgumentParser
import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import OtherwiseTabular

/// `otherwise design`: which changes make a design meet several targets, and what is traded for what.
struct DesignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "design",
        abstract: "Finds changes of a design that meet several targets at once, and shows what is traded for what.",
        discussion: """
            Every model says one output of a design. Targets are limits to keep ('weight <= 3', 'range 100..200', \
            'class is a, b', 'class is not c') and aims ('minimise weight', 'maximise range to 400'); at least one \
            limit is needed; 'minimise weight to 3' says what would do, and less than that counts for little. The search is \
            genetic and proves nothing. One that is kept (--save) is chosen from again, by other --weights and at no \
            evaluation, by 'otherwise resample', and goes on with --resume.

            EXAMPLES
              otherwise design --model mpg=mpg.onnx --model seconds=seconds.onnx \\
                --data cars.csv --row 0 --target "mpg >= 30" \\
                --target "minimise seconds"
              otherwise design --model mpg=mpg.onnx --data cars.csv --row 0 \\
                --target "mpg >= 30" --count 3 --format html --output designs.html
              otherwise design --model-command load='python3 beam.py' --data beams.csv \\
                --row 0 --target "load >= 2" --time-limit 5m --save run.json

            \(Ending.help)
            """)

    @OptionGroup(title: "Models and data") var input: DesignInput
    @OptionGroup(title: "Models and data") var limits: SchemaOptions
    @OptionGroup(title: "Question") var question: DesignQuestion
    @OptionGroup(title: "Search") var effort: DesignEffort
    @OptionGroup(title: "Result") var result: PageResult
    @OptionGroup var talk: TalkOptions

    func run() async throws {
        let inputs = input.files + [limits.schema].compactMap(\.self)
        let output = try Output(result.output, sparing: inputs)
        let kept = try effort.save.map { try Output($0, sparing: inputs + [result.output].compactMap(\.self)) }
        let task = try await input.task(schema: limits.schema)
        let (found, ending) = try await FailedRows.noting { try await findings(of: task) }
        try kept?.write(ExplanationJSON.line(found))
        let choice = try found.choose(question.count)
        try DesignCommand.write(choice, as: result.format, to: output)
        if let ending { throw ending }
        if choice.designs.isEmpty { throw Ending.noneFound }
    }

    /// - Returns: Beside what was found why the search ended before its end; `nil` where it did not.
    private func findings(of task: DesignInputs) async throws -> (StoredDesigns, (any Error)?) {
        let provenance = task.provenance(row: question.row, population: effort.population)
        let time = DesignTime(effort.timeLimit)
        let (problem, left) = try await problem(of: task, provenance, time)
        let course = try await Interruption.cancelling { try await searched(problem, time) }
        let found = try await course.search.stored(
            question.preferences, targets: question.target, provenance: provenance,
            notes: task.notes + left + course.notes + (FailedRows.ofQuestion?.notes ?? []))
        return (found, course.ending)
    }

    /// - Returns: Beside the question what of the data is left out of it, in words.
    private func problem(
        of task: DesignInputs, _ provenance: Provenance, _ time: DesignTime
    ) async throws -> (DesignProblem, left: [String]) {
        let targets = try DesignTargets(question.target)
        try task.evaluator.check(targets)
        try question.preferences.validate(for: targets.aims)
        let row = try task.row(question.row)
        let known = try await task.evaluator.outputs(ofKnown: task.designs, until: time.halfway)
        var problem = try DesignProblem(
            designs: task.designs, outputs: known.outputs, query: row, targets: targets,
            evaluator: task.evaluator.answering(until: time.end))
        if effort.resume, let path = effort.save {
            let begun = try StoredDesigns(json: InputFile.contents(path, as: "search"), name: path)
            try begun.check(
                isOf: question.target, schema: task.schema, seed: effort.seed, provenance: provenance)
            problem.remember(begun.outcomes)
        }
        return (problem, time.left(known.reached, of: task.designs.count))
    }

    /// What fails at the first generation is thrown.
    private func searched(_ problem: DesignProblem, _ time: DesignTime) async throws -> DesignCourse {
        var course = DesignCourse(
            search: DesignSearch(
                problem, population: effort.population, seed: effort.seed,
                threads: ProcessInfo.processInfo.activeProcessorCount, limit: effort.rowLimit ?? .max))
        let progress = CountLine(of: "generations", talk: talk)
        defer { progress.finish() }
        for generation in 1...effort.generations where generation == 1 || !time.isOver {
            do { try await course.search.generate(1) } catch is CancellationError where time.isOver && !Task.isCancelled
            {
                try course.giveUp(generation)
                break
            } catch  where generation > 1 {
                course.ending = error is CancellationError ? Ending.interrupted : error
                return course
            }
            progress.show(generation, of: effort.generations)
        }
        course.ending = Task.isCancelled ? Ending.interrupted : nil
        return course
    }

    static func write(_ choice: DesignChoice, as format: PageFormat, to output: Output) throws {
        switch format {
        case .table: try output.show(DesignText(choice, style: output.style).text)
        case .json: try output.write(ExplanationJSON.document(choice))
        case .html: try output.write(DesignReport.html(choice))
        }
    }
}
