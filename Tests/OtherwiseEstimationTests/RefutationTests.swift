import OtherwiseEstimation
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
