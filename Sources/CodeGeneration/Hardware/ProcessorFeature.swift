import Dialects
import TangramRuntime

/// A feature of x86-64 processors, and how a program finds out whether it is there: a bit that
/// `cpuid` gives, and what the operating system must save of a thread so that it can be used.
public struct ProcessorFeature: Hashable, Sendable {
  /// A register that `cpuid` answers in.
  public enum Answer: Int32, Sendable {
    case eax, ebx, ecx, edx
  }

  /// In LLVM's words, as `avx512vnni`.
  public let name: String
  /// What `cpuid` is asked.
  public let leaf: UInt32
  public let subleaf: UInt32
  public let answer: Answer
  /// The bit in that register.
  public let bit: Int32
  /// The bits of XCR0 that must be set.
  public let state: UInt64

  /// The row of the runtime's table; `name` must live as long as it is used.
  package func native(name: UnsafePointer<CChar>?) -> tg_cpu_feature {
    tg_cpu_feature(
      name: name, leaf: leaf, subleaf: subleaf, answer: answer.rawValue, bit: bit, state: state)
  }
}

extension HardwareDescription {
  /// What a processor must have to run code for this machine; what instructions cannot be chosen from
  /// (see ``ProcessorFeature/ofTheSystem``) is left out.
  ///
  /// Known for x86-64. Code for other architectures runs on all of their processors, unless it is for
  /// the machine at hand.
  public var processorFeatures: [ProcessorFeature] {
    guard architecture == .x86 else { return [] }
    let required = Set(requiredFeatures)
    return ProcessorFeature.all.filter { required.contains($0.name) }
  }

  /// What the processor at hand lacks of ``processorFeatures``, for people: `avx2, fma and 3 more`;
  /// `nil` when it lacks nothing.
  public var lackingHere: String? {
    let features = processorFeatures
    var blocks: [UnsafeMutableBufferPointer<CChar>] = []
    defer { for block in blocks { block.deallocate() } }
    let rows = features.map { feature in
      let text = feature.name.utf8CString
      let block = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.count)
      _ = block.initialize(from: text)
      blocks.append(block)
      return feature.native(name: block.baseAddress)
    }
    var text = [CChar](repeating: 0, count: 256)
    guard tangram_tg_cpu_lacks(rows, Int32(rows.count), &text, text.count) > 0 else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
