import Dialects
import Support

/// What one core of the machine at hand reaches, measured.
public struct MeasuredPeak: Hashable, Sendable {
  /// Floating-point operations in `f32`, in billions a second; a fused multiply-add counts two.
  public var gigaflops: Double
  /// Bytes read from memory, in billions a second.
  public var gigabytes: Double

  /// Runs two short kernels, about `seconds` each, on the calling thread.
  ///
  /// Takes the best of many bursts, since other programs only ever make a burst slower.
  ///
  /// - Throws: a diagnostic when nothing can be compiled for this machine.
  public static func measure(
    _ hardware: HardwareDescription, seconds: Double = 0.05
  ) throws(Diagnostic) -> MeasuredPeak {
    let probe = try PeakProbe(hardware)
    return MeasuredPeak(
      gigaflops: probe.gigaflops(seconds: seconds), gigabytes: probe.gigabytes(seconds: seconds))
  }
}
