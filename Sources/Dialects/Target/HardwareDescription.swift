/// What a schedule may know of the machine it is for.
///
/// Plain data: presets are here, detection of the machine at hand is in `CodeGeneration`.
public struct HardwareDescription: Hashable, Sendable {
  /// The instruction sets that vector code differs between.
  public enum Architecture: String, Hashable, Sendable, CaseIterable {
    case x86 = "x86_64"
    case aarch64
    /// NVIDIA's GPUs, for which kernels are written, never a whole program.
    case nvptx = "nvptx64"
  }

  /// One level of data cache.
  public struct Cache: Hashable, Sendable {
    /// Bytes of one instance.
    public var bytes: Int
    /// Bytes of a line.
    public var lineBytes: Int
    /// Lines that a set holds.
    public var ways: Int
    /// How many cores share an instance.
    public var sharedBy: Int

    public init(bytes: Int, lineBytes: Int = 64, ways: Int = 8, sharedBy: Int = 1) {
      self.bytes = bytes
      self.lineBytes = lineBytes
      self.ways = ways
      self.sharedBy = sharedBy
    }
  }

  /// Vector registers, as the layout of constants depends on them.
  public struct Vectors: Hashable, Sendable {
    /// Bits of one.
    public var bits: Int
    /// Whether lanes can be masked.
    public var haveMasks: Bool

    public init(bits: Int, haveMasks: Bool) {
      self.bits = bits
      self.haveMasks = haveMasks
    }
  }

  /// A name for people and for keys of stored results, as `x86-64-v3`.
  public var name: String
  public var architecture: Architecture
  /// LLVM's target triple.
  public var triple: String
  /// LLVM's name of the processor.
  public var processor: String
  /// LLVM's features, each with `+` or `-`, sorted; empty where the processor's name says all.
  public var features: [String]
  /// Bits of the widest vector register that code should use.
  public var vectorBits: Int
  /// The vectors that packed constants are laid out for, where a machine with wider ones reads the
  /// same constants; `nil` for its own.
  public var packedVectors: Vectors?
  /// How many such registers there are.
  public var vectorRegisters: Int
  /// Whether `a * b + c` is one instruction, rounded once.
  public var hasFusedMultiplyAdd: Bool
  /// How many vector multiply-adds a core begins in a cycle.
  public var multiplyAddsPerCycle: Int
  /// Cycles until the result of one can be added to.
  public var multiplyAddLatency: Int
  /// How many vectors a core loads in a cycle, from its first-level cache.
  public var loadsPerCycle: Int
  /// How many instructions a core begins in a cycle.
  public var instructionsPerCycle: Int
  /// Whether loads and stores can be masked by lane without a branch.
  public var hasMasking: Bool
  /// Whether there is a dot-product instruction for 8-bit integers.
  public var hasIntegerDotProduct: Bool
  /// Whether f32 converts to and from f16 in hardware.
  public var hasHalfConversion: Bool
  /// Whether floats convert to and from bf16 in hardware.
  public var hasBFloat16Conversion: Bool
  /// Data caches from the innermost; at least one.
  public var caches: [Cache]
  /// Cores that may be used.
  public var cores: Int

  public init(
    name: String, architecture: Architecture, triple: String, processor: String,
    features: [String] = [], vectorBits: Int, vectorRegisters: Int,
    hasFusedMultiplyAdd: Bool, multiplyAddsPerCycle: Int = 2, multiplyAddLatency: Int = 4,
    loadsPerCycle: Int = 2, instructionsPerCycle: Int = 4, hasMasking: Bool,
    hasIntegerDotProduct: Bool = false,
    hasHalfConversion: Bool = true, hasBFloat16Conversion: Bool = false, caches: [Cache], cores: Int
  ) {
    self.name = name
    self.architecture = architecture
    self.triple = triple
    self.processor = processor
    self.features = features
    self.vectorBits = vectorBits
    self.vectorRegisters = vectorRegisters
    self.hasFusedMultiplyAdd = hasFusedMultiplyAdd
    self.multiplyAddsPerCycle = multiplyAddsPerCycle
    self.multiplyAddLatency = multiplyAddLatency
    self.loadsPerCycle = loadsPerCycle
    self.instructionsPerCycle = instructionsPerCycle
    self.hasMasking = hasMasking
    self.hasIntegerDotProduct = hasIntegerDotProduct
    self.hasHalfConversion = hasHalfConversion
    self.hasBFloat16Conversion = hasBFloat16Conversion
    self.caches = caches
    self.cores = cores
  }

  /// How many elements of `bits` bits a vector register holds.
  public func lanes(elementBits bits: Int) -> Int { max(1, vectorBits / max(1, bits)) }

  /// The vectors that the machine itself has.
  public var ownVectors: Vectors { Vectors(bits: vectorBits, haveMasks: hasMasking) }

  /// Bytes of the cache at a level, counting from 1; of the last one if there are fewer levels.
  public func cacheBytes(level: Int) -> Int {
    caches.isEmpty ? 0 : caches[min(max(level, 1), caches.count) - 1].bytes
  }
}
