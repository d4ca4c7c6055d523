import Foundation
import OtherwiseEstimation
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@Suite("Refutations and sensitivity")
struct RefutationTests {
    @Test("A right estimate stands", arguments: Refutation.Kind.allCases)
    func stands(kind: Refutation.Kind) throws {
        let study = try SimulatedStudy.backDoor.draw(300, seed: 4)
        let found = try study.refute(kind, .regression, repetitions: 40)
        #expect(found.stands, "\(found)")
    }

    @Test("What rests on a single unit is refuted by leaving units out")
    func outlier() throws {
        // The one unit with x = 1 makes the whole coefficient.
        let count = 100
        let study = try Study(
            treatment: (0..<count).map { $0 == 0 ? 1 : Double($0 % 2) / 1000 },
            outcome: (0..<count).map { $0 == 0 ? 50 : Double($0 % 7) })
        let found = try study.refute(.subset, .regression, repetitions: 40)
        #expect(!found.stands, "\(found)")
    }

    /// VanderWeele and Ding (2017), table 2: a risk ratio of 3.9 has E-value 7.26, one of 0.8 has 1.81. Cinelli and Hazlett
    /// (2020), Darfur: t = 4.18 on 783 degrees of freedom has robustness 13.9%, and 7.6% within chance.
    @Test("E-values and robustness as published")
    func published() {
        #expect(abs(Sensitivity.eValue(ofRatio: 3.9) - 7.26) < 0.005)
        #expect(abs(Sensitivity.eValue(ofRatio: 0.8) - 1.81) < 0.005)
        #expect(Sensitivity.eValue(ofRatio: 1) == 1)
        #expect(abs(Sensitivity.robustness(4.18, 783, within: 0) - 0.139) < 0.0005)
        #expect(abs(Sensitivity.robustness(4.18, 783, within: 1.963) - 0.076) < 0.0005)
        #expect(Sensitivity.robustness(1, 783, within: 1.963) == 0)
    }

    @Test("Of an effect that is all but certain a hidden cause would have to explain all")
    func certain() throws {
        #expect(Sensitivity.robustness(.infinity, 100, within: 1.96) == 1)
        #expect(abs(Sensitivity.robustness(1e10, 100, within: 1.96) - 1) < 1e-9)
        #expect(Sensitivity.robustness(0, 100, within: 0) == 0)
    }

    @Test("An outcome that never changes, and numbers too great to work with, are refused")
    func unusable() throws {
        let treatment = (0..<40).map { Double($0 % 2) }
        let constant = try Study(treatment: treatment, outcome: treatment.map { _ in 3 })
        #expect(throws: EstimationError.self) { try constant.sensitivity(of: constant.estimate(.unadjusted)) }
        let great = try Study(treatment: treatment, outcome: (0..<40).map { 1e300 * Double($0 % 3) })
        for method in [EstimationMethod.unadjusted, .regression] {
            #expect(throws: EstimationError.self) { try great.estimate(method) }
        }
        let usual = try Study(treatment: treatment, outcome: (0..<40).map { 1e100 * Double($0 % 3) })
        #expect(try usual.estimate(.unadjusted).standardError.isFinite)
    }

    /// `y = x + t`, where x is normal but for one unit, treated and so far out that its probability of treatment is 1 to
    /// rounding.
    @Test("A unit that is sure to be treated is no counterpart, and leaves the estimate a number")
    func farOut() throws {
        var generator = SeededGenerator(seed: 8)
        let x = generator.normals(400) + [60]
        let treatment = x.map { Double.random(in: 0..<1, using: &generator) < 1 / (1 + exp(-2 * $0)) ? 1.0 : 0 }
        let noise = generator.normals(401)
        let study = try Study(
            treatment: treatment, outcome: (0..<401).map { x[$0] + treatment[$0] + 0.1 * noise[$0] },
            covariates: [Regressor("x", x)])
        #expect(try study.overlap().highest == 1)
        for method in [EstimationMethod.doublyRobust, .regression] {
            let found = try study.estimate(method)
            #expect(abs(found.value - 1) < 4 * found.standardError + 0.05, "\(method) \(found)")
        }
        let treated = try study.estimate(.doublyRobust, for: .treated)
        #expect(abs(treated.value - 1) < 4 * treated.standardError + 0.05, "\(treated)")
        // One unit of weight 1 among 400 of other weights; without any weights the difference is 2.5.
        let weighted = try study.estimate(.weighting)
        #expect(abs(weighted.value - 1) < 4 * weighted.standardError && weighted.value < 2, "\(weighted)")
    }

    @Test("A cause of the strength of the robustness value brings the coefficient to 0")
    func formula() throws {
        let study = try SimulatedStudy.backDoor.draw(300, seed: 4)
        let found = try study.sensitivity(of: study.estimate(.regression))
        let left = found.coefficient(treatmentShare: found.robustness, outcomeShare: found.robustness)
        #expect(abs(left) < 1e-9 && abs(found.coefficient) > 0.5)
        let share = found.outcomeShare(treatmentShare: 0.2, bringingTo: 0.3)
        #expect(abs(found.coefficient(treatmentShare: 0.2, outcomeShare: share) - 0.3) < 1e-9)
        #expect(found.benchmarks.count == 2 && found.eValueOfInterval < found.eValue)
        let picture = SensitivityPicture(found).svg
        #expect(picture.contains("<polyline") && picture.contains(">x</text>") && !picture.contains("nan"))
    }
}
