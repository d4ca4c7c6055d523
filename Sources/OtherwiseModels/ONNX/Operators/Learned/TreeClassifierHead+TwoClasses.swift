extension TreeClassifierHead {
    /// Finishes the scores of a row of a classifier of two classes; returns the label's index.
    func settleTwo(_ scores: inout [Float], _ sums: TreeScores, _ row: Int) -> Int {
        let own = row * 2..<row * 2 + 2
        let hasFirst = sums.isPresent(row: row, output: 0)
        let hasSecond = sums.isPresent(row: row, output: 1)
        addBaseValues(&scores, own, hasSecond: hasSecond)
        if !hasFirst { scores[own.lowerBound] = 0 }
        if !hasSecond { scores[own.lowerBound + 1] = 0 }
        let decisive = scores[hasSecond ? own.lowerBound + 1 : own.lowerBound]
        if hasSecond || baseValues.count == 2 {
            postTransform.apply(to: &scores, row: own)
        } else {
            spread(scores[own.lowerBound], over: own, of: &scores)
        }
        return decisive > threshold ? 1 : 0
    }

    private func addBaseValues(_ scores: inout [Float], _ own: Range<Int>, hasSecond: Bool) {
        let first = own.lowerBound
        switch baseValues.count {
        case 1: scores[first] += baseValues[0]
        case 2 where hasSecond:
            // ONNX Runtime drops the second sum and the first base value here.
            scores[first + 1] = baseValues[1] + scores[first]
            scores[first] = -scores[first + 1]
        case 2: scores[first] += baseValues[0]
        default: break
        }
    }

    /// The scores of both classes from the one score there is.
    private func spread(_ score: Float, over own: Range<Int>, of scores: inout [Float]) {
        let both: (Float, Float) =
            switch postTransform {
            case .logistic: (PostTransform.logistic(-score), PostTransform.logistic(score))
            case .probit: (PostTransform.probit(score), 0)
            case .none, .softmax, .softmaxZero: (isOneSided && isNonNegative ? 1 - score : -score, score)
            }
        (scores[own.lowerBound], scores[own.lowerBound + 1]) = both
    }
}
