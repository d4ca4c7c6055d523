import Foundation

extension Error {
    /// What the system calls the error, such as `No space left on device`; `nil` where it says nothing.
    package var systemReason: String? {
        let error = self as NSError
        if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
        return (error.userInfo[NSUnderlyingErrorKey] as? any Error)?.systemReason
    }

    /// The same in brackets after a space, for a sentence; empty where it says nothing.
    package var systemReasonInBrackets: String { systemReason.map { " (\($0))" } ?? "" }
}
