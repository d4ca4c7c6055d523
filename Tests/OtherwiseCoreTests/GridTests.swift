import Testing

@testable import OtherwiseCore

@Suite("Grids")
struct GridTests {
    @Test("Multiples of a decimal step are decimals", arguments: [0.1, 0.3, 0.05, 2.5, 1, 0.007])
    func decimals(step: Double) {
        let grid = Grid(step: step)
        for number in 0..<2000 { #expect(grid.value(Double(number)).plain.count <= 7, "\(number) × \(step)") }
        #expect((3 * 0.1).plain.count > 7, "the control: plain multiplication is not enough")
    }

    @Test("The first and the last multiple of a range are the nearest to its ends", arguments: 0..<200)
    func ends(seed: Int) {
        let step = [0.1, 0.3, 1.0, 1.0 / 3, 7][seed % 5]
        let grid = Grid(step: step)
        let bound = Double(seed * 37 % 101 - 50) * [0.1, 0.05, 1.0 / 3][seed % 3]
        let (first, last) = (grid.number(atLeast: bound), grid.number(atMost: bound))
        #expect(grid.value(first) >= bound && grid.value(first - 1) < bound)
        #expect(grid.value(last) <= bound && grid.value(last + 1) > bound)
    }

    @Test("Bounds without end have multiples without end, and no list")
    func unbounded() {
        let grid = Grid(step: 1)
        #expect(grid.number(atLeast: -.infinity) == -.infinity)
        #expect(grid.number(atMost: .infinity) == .infinity)
        #expect(grid.values(in: -.infinity...3, limit: 10) == nil)
        #expect(grid.values(in: 1e300...1e300, limit: 10) == nil)
        #expect(grid.values(in: 1.5...3, limit: 10) == [2, 3])
    }
}
