/// Sums and minima over the choices of one axis, piece by piece rather than choice by choice.
final class AxisScratch {
    /// One number per choice.
    let total: Buffer<Double>
    private let rises: Buffer<Double>
    private let blocks: Buffer<Int32>
    private let allowed: Buffer<Int32>
    /// Minima over runs of 1, 2, 4 … choices.
    private let minima: Buffer<Double>
    private let width: Int

    init(choices: Int) {
        width = choices
        total = Buffer(repeating: 0, count: choices)
        rises = Buffer(repeating: 0, count: choices + 1)
        blocks = Buffer(repeating: 0, count: choices + 1)
        allowed = Buffer(repeating: 0, count: choices + 1)
        minima = Buffer(repeating: 0, count: choices * (Int.bitWidth - max(choices, 1).leadingZeroBitCount))
    }

    // MARK: Which choices the box allows

    func countAllowed(_ count: Int, where isAllowed: (Int) -> Bool) {
        allowed[0] = 0
        for choice in 0..<count { allowed[choice + 1] = allowed[choice] + (isAllowed(choice) ? 1 : 0) }
    }

    @inline(__always)
    func allowsAny(of choices: Range<Int>) -> Bool { allowed[choices.upperBound] > allowed[choices.lowerBound] }

    // MARK: Sums of piecewise constant functions

    func begin(_ count: Int) {
        for choice in 0...count {
            rises[choice] = 0
            blocks[choice] = 0
        }
    }

    /// Adds a number to a run of choices; an infinite one blocks them.
    @inline(__always)
    func add(_ number: Double, to choices: Range<Int>) {
        if number < .infinity {
            rises[choices.lowerBound] += number
            rises[choices.upperBound] -= number
        } else {
            blocks[choices.lowerBound] += 1
            blocks[choices.upperBound] -= 1
        }
    }

    /// The least of a number per choice plus what was added; blocked choices aside.
    func leastSum(_ count: Int, of number: (Int) -> Double) -> Double {
        var (sum, blocked, least) = (0.0, Int32(0), Double.infinity)
        for choice in 0..<count {
            sum += rises[choice]
            blocked += blocks[choice]
            if blocked == 0 { least = min(least, number(choice) + sum) }
        }
        return least
    }

    /// Sets `total` to a number per choice plus what was added; infinite for blocked choices.
    func sumIntoTotal(_ count: Int, of number: (Int) -> Double) {
        var (sum, blocked) = (0.0, Int32(0))
        for choice in 0..<count {
            sum += rises[choice]
            blocked += blocks[choice]
            total[choice] = blocked == 0 ? number(choice) + sum : .infinity
        }
    }

    // MARK: Minima over runs

    /// Prepares `least(of:)` for the present totals.
    func tabulate(_ count: Int) {
        for choice in 0..<count { minima[choice] = total[choice] }
        var (span, row) = (1, 0)
        while 2 * span <= count {
            for choice in 0...count - 2 * span {
                minima[row + width + choice] = min(minima[row + choice], minima[row + choice + span])
            }
            span *= 2
            row += width
        }
    }

    /// The least total of a run that is not empty.
    @inline(__always)
    func least(of choices: Range<Int>) -> Double {
        let level = Int.bitWidth - 1 - choices.count.leadingZeroBitCount
        let row = level * width
        return min(minima[row + choices.lowerBound], minima[row + choices.upperBound - (1 << level)])
    }
}
