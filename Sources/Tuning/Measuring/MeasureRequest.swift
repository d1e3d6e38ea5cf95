/// What a runner is asked to time: one function of compiled code, at several sizes.
///
/// A request is one line of JSON. It says everything in numbers, so that a runner knows nothing of
/// programs or schedules.
public struct MeasureRequest: Codable, Hashable, Sendable {
  /// Memory that is passed to the function.
  public struct Buffer: Codable, Hashable, Sendable {
    public enum Contents: Codable, Hashable, Sendable {
      /// Floats of so many bytes in [-1, 1), each different; `isBrain` tells bf16 from f16.
      case floats(bytes: Int, isBrain: Bool)
      /// Any bytes.
      case noise
      /// Nothing but zeros: indices, which are then inside of everything that has an element.
      case zeros
      /// Zeros and ones.
      case booleans
      /// What is in a file.
      case file(String)
      /// Written by the function.
      case output
      /// What the function works in.
      case scratch
    }

    public var byteCount: Int
    public var contents: Contents

    public init(byteCount: Int, contents: Contents) {
      (self.byteCount, self.contents) = (byteCount, contents)
    }
  }

  /// Values of the sizes, with the memory they need.
  public struct Point: Codable, Hashable, Sendable {
    /// In the order in which the function takes them.
    public var sizes: [Int]
    public var buffers: [Buffer]
    /// Whether it is timed, or only run once for its results.
    public var isTimed: Bool
    /// Where the outputs are written to, one after another; `nil` if nobody looks at them.
    public var outputFile: String?

    public init(
      sizes: [Int], buffers: [Buffer], isTimed: Bool = true, outputFile: String? = nil
    ) {
      (self.sizes, self.buffers) = (sizes, buffers)
      (self.isTimed, self.outputFile) = (isTimed, outputFile)
    }
  }

  /// An object file.
  public var object: String
  public var function: String
  public var threads: Int
  /// Of what is random.
  public var seed: UInt64
  /// Seconds after which a point is not repeated any more.
  public var seconds: Double
  /// The relative width of the interval around the median at which it is known well enough.
  public var precision: Double
  public var points: [Point]

  public init(
    object: String, function: String, threads: Int, seed: UInt64, seconds: Double,
    precision: Double, points: [Point]
  ) {
    (self.object, self.function, self.threads) = (object, function, threads)
    (self.seed, self.seconds, self.precision, self.points) = (seed, seconds, precision, points)
  }
}

/// What a runner answers: one line of JSON for each request.
public struct MeasureReply: Codable, Hashable, Sendable {
  public struct Point: Codable, Hashable, Sendable {
    /// The lower quartile; zero if it was not timed.
    public var nanoseconds: Double
    /// Half of the interval that holds the median with 95 %, relative to it.
    public var noise: Double
    public var repeats: Int
    /// What a core reached in multiply-adds between the repeats, in 10^9 operations a second.
    public var probe: Double
    /// A hash of all outputs' bytes.
    public var digest: String
  }

  public var points: [Point] = []
  /// What went wrong; then there are no points.
  public var failure: String?
}
