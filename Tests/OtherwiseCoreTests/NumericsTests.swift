import OtherwiseNumerics
import Testing

@Suite("Numerics")
struct NumericsTests {
    @Test(
        "SHA-256 gives the digests of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func digests(_ text: String, _ digest: String) {
        #expect(SHA256.hexDigest(of: Array(text.utf8)) == digest)
        #expect(SHA256.hexDigest(of: Array((text + "x").utf8)) != digest)
    }

    @Test("The same seed gives the same bits, another seed others")
    func seeds() {
        var one = SeededGenerator(seed: 7), same = SeededGenerator(seed: 7), other = SeededGenerator(seed: 8)
        let first = (0..<100).map { _ in one.next() }
        #expect(first == (0..<100).map { _ in same.next() })
        #expect(first != (0..<100).map { _ in other.next() })
        var split = SeededGenerator(seed: 7).split(3)
        #expect(split.next() != first[0])
    }

    @Test(
        "Ordered bits keep the order of floats and come back",
        arguments: [-Float.greatestFiniteMagnitude, -1, -0.0, 0, .leastNonzeroMagnitude, 1, 3e38])
    func orderedBits(_ number: Float) {
        #expect(Float(orderedBits: number.orderedBits) == number)
        #expect(number.nextUp.orderedBits > number.orderedBits || number == 0)
        #expect(number.nextDown.orderedBits < number.orderedBits || number == 0)
    }

    @Test("Median and median absolute deviation")
    func medians() {
        #expect(OrderStatistics.median([3, 1, 2]) == 2)
        #expect(OrderStatistics.median([4, 1, 2, 3]) == 2.5)
        #expect(OrderStatistics.median([]) == nil)
        #expect(OrderStatistics.medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]) == 1)
    }

    @Test("A median that is selected is the one that sorting finds", arguments: [1, 2, 3, 10, 501, 2_000])
    func selection(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        #expect(OrderStatistics.selectedMedian([]) == nil)
        for spread in [1, 5, 1_000_000] {
            let values = (0..<count).map { _ in Double(Int.random(in: 0..<spread, using: &generator)) }
            for own in [values, values.sorted(), values.sorted().reversed()] {
                #expect(OrderStatistics.selectedMedian(own) == OrderStatistics.median(own))
            }
        }
        #expect(OrderStatistics.selectedMedian([1, 2, 30]) != OrderStatistics.selectedMedian([1, 3, 30]))
    }
}
