/// The floats as integers in the same order, so that a boundary between two floats can be found by bisection.
extension Float {
    /// A key that grows with the value: `a < b` implies `a.orderedBits < b.orderedBits`. Not for NaN.
    public var orderedBits: Int32 {
        let bits = Int32(bitPattern: bitPattern)
        return bits >= 0 ? bits : Int32.min &- bits
    }

    /// The float whose key is `orderedBits`.
    public init(orderedBits key: Int32) {
        self.init(bitPattern: UInt32(bitPattern: key >= 0 ? key : Int32.min &- key))
    }
}
