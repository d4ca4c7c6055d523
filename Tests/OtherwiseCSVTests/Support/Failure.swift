import OtherwiseCSV
import Testing

/// The error that a call throws, or `nil` if it succeeds.
func failure(of call: () throws -> some Any) -> CSVError? {
    do {
        _ = try call()
        return nil
    } catch let error as CSVError {
        return error
    } catch {
        Issue.record("another error: \(error)")
        return nil
    }
}
