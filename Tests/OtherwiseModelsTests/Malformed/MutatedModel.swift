import Foundation
import OtherwiseNumerics

@testable import OtherwiseModels

/// Models with a few entries changed, which still follow the protobuf format; the same for the same seed.
struct MutatedModel {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// `model` after one to three accidents.
    mutating func mutated(_ model: ProtoModel) -> ProtoModel {
        var model = model
        for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&model) }
        return model
    }

    private mutating func mutate(_ model: inout ProtoModel) {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: change(&model.graph.initializer) { $0.mutate(tensor: &$1) }
        case 1: change(&model.graph.node) { $0.change(&$1.input) { $1 = $0.odd(["", "i0", "i1", "o0", "zzz"]) } }
        case 2: change(&model.graph.node) { $0.shuffle(&$1.attribute) }
        case 3: change(&model.opsetImport) { $1.version = $0.odd([0, 1, 2, 4, 7, 9, 13, 18, 25, 99, .max]) }
        case 4: change(&model.graph.node) { $0.shuffle(&$1.input) }
        default: change(&model.graph.node) { $0.change(&$1.attribute) { $0.mutate(attribute: &$1) } }
        }
    }

    private mutating func mutate(attribute: inout ProtoAttribute) {
        switch attribute.type {
        case 1: attribute.f = oddFloat()
        case 2: attribute.i = oddInteger()
        case 3:
            attribute.s = odd([Data(), Data("x".utf8), Data([0xFF, 0xFE]), Data("SOFTMAX".utf8), Data("MIN".utf8)])
        case 4: mutate(tensor: &attribute.t)
        case 6: mutate(list: &attribute.floats) { $0.oddFloat() }
        case 7: mutate(list: &attribute.ints) { $0.oddInteger() }
        case 8:
            mutate(list: &attribute.strings) {
                $0.odd([Data(), Data("BRANCH_GT".utf8), Data("LEAF".utf8), Data([0x80])])
            }
        default: attribute.type = odd([1, 2, 3, 4, 6, 7, 8])
        }
    }

    private mutating func mutate(tensor: inout ProtoTensor) {
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: mutate(list: &tensor.dims) { $0.oddInteger() }
        case 1: tensor.dataType = odd([0, 1, 6, 7, 8, 9, 10, 11, 99])
        case 2: mutate(list: &tensor.int64Data) { $0.oddInteger() }
        case 3: mutate(list: &tensor.floatData) { $0.oddFloat() }
        default: tensor.rawData = tensor.rawData.dropLast(Int.random(in: 0...8, using: &generator))
        }
    }

    /// Replaces, drops or repeats one element.
    private mutating func mutate<Element>(list: inout [Element], _ element: (inout Self) -> Element) {
        guard let place = list.indices.randomElement(using: &generator) else { return list.append(element(&self)) }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: list.remove(at: place)
        case 1: list.insert(list[place], at: place)
        case 2: list.swapAt(place, Int.random(in: 0..<list.count, using: &generator))
        default: list[place] = element(&self)
        }
    }

    private mutating func change<Element>(_ list: inout [Element], _ body: (inout Self, inout Element) -> Void) {
        guard let place = list.indices.randomElement(using: &generator) else { return }
        body(&self, &list[place])
    }

    private mutating func shuffle<Element>(_ list: inout [Element]) {
        guard let place = list.indices.randomElement(using: &generator) else { return }
        let element = list.remove(at: place)
        if Bool.random(using: &generator) { list.insert(element, at: list.startIndex) }
    }

    private mutating func odd<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &generator)]
    }

    private mutating func oddInteger() -> Int64 {
        odd([
            -1, 0, 1, 2, 3, 5, 7, 100, 1 << 12, 1 << 31, -1 << 31, 1 << 40, .max, .min,
            .random(in: -9...9, using: &generator),
        ])
    }

    private mutating func oddFloat() -> Float {
        odd([0, -0.0, 1, -1, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.5])
    }
}
