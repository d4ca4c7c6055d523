/// A place inside a transformer where it can be observed and intervened on.
public enum ActivationSite: Sendable, Hashable {
    /// The token embeddings that enter the first layer, `[width]` per position.
    case embedding
    /// The residual stream after a layer, `[width]` per position.
    case residual(layer: Int)
    /// What the heads of a layer's attention read, side by side, before they are mixed, `[heads × headWidth]`.
    case heads(layer: Int)
    /// What the feed-forward part of a layer adds to the residual stream, `[width]`.
    case feedForward(layer: Int)
    /// The attention of a layer's heads to all positions, `[heads × positions]` per position.
    case attention(layer: Int)
    /// The hidden state after the last layer's normalisation, `[width]`.
    case output

    /// The layer, counted from 0; `nil` outside the layers.
    public var layer: Int? {
        switch self {
        case .embedding, .output: nil
        case .residual(let layer), .heads(let layer), .feedForward(let layer), .attention(let layer): layer
        }
    }
}

/// What was seen at one site: a vector per position.
public struct ActivationRecord: Sendable, Hashable {
    /// Where it was seen.
    public let site: ActivationSite
    /// The vectors by position, `[positions][width]`.
    public let vectors: [[Float]]

    /// - Parameters:
    ///   - site: Where it was seen.
    ///   - vectors: By position, `[positions][width]`.
    public init(site: ActivationSite, vectors: [[Float]]) {
        self.site = site
        self.vectors = vectors
    }
}

/// do() inside a model: what is written over an activation before the model goes on.
public struct ActivationIntervention: Sendable, Hashable {
    /// What becomes of an activation.
    public enum Change: Sendable, Hashable {
        /// Every unit becomes this number.
        case set(Float)
        /// Every unit is multiplied by this number; 0 ablates.
        case scale(Float)
        /// A vector is added, one number per unit.
        case add([Float])
        /// The vector seen at the same site and position in another run takes its place (activation patching).
        case patch(ActivationRecord)
    }

    /// Where it is written.
    public var site: ActivationSite
    /// Positions counted from 0 at the start of the context; `nil` for all, those still to be written included.
    public var positions: Set<Int>?
    /// Units of the vector; for attention the heads. `nil` for all.
    public var units: Range<Int>?
    /// What is written.
    public var change: Change

    /// - Parameters:
    ///   - site: Where it is written.
    ///   - positions: Counted from 0; `nil` for all.
    ///   - units: Of the vector, for attention the heads; `nil` for all.
    ///   - change: What is written.
    public init(_ site: ActivationSite, positions: Set<Int>? = nil, units: Range<Int>? = nil, _ change: Change) {
        self.site = site
        self.positions = positions
        self.units = units
        self.change = change
    }
}
