import Foundation

/// Measures the processor's time, which other processes do not add to, and the wall's.
struct Stopwatch {
    struct Time {
        /// Seconds.
        let cpu: Double
        let wall: Double
    }

    private let cpuStart = seconds(of: CLOCK_PROCESS_CPUTIME_ID)
    private let wallStart = seconds(of: CLOCK_MONOTONIC)

    func read() -> Time {
        Time(
            cpu: Self.seconds(of: CLOCK_PROCESS_CPUTIME_ID) - cpuStart,
            wall: Self.seconds(of: CLOCK_MONOTONIC) - wallStart)
    }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
