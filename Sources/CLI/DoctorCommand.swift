import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Foundation
import Support

/// `tangram doctor`: what this machine has.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Says what this machine has, and what would be missing.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let hardware = HardwareDescription.detectHost()
      let machine = MachineSummary(hardware, try MeasuredPeak.measure(hardware))
      if common.json {
        try printJSON(machine)
        return
      }
      print("processor       \(machine.processor) (\(hardware.triple))")
      print("cores           \(machine.cores)")
      print("vectors         \(machine.vector_bits) bits, \(hardware.vectorRegisters) registers")
      for (level, bytes) in machine.cache_bytes.enumerated() {
        print("cache level \(level + 1)   \(bytes >> 10) KiB")
      }
      print("peak, one core  \(machine.peak_gflops.short) GFLOP/s in f32")
      print("memory          \(machine.bandwidth_gbs.short) GB/s")
      for tool in ["cc", "ar"] {
        print("\(tool)              \(machine.tools[tool] ?? "missing: install it for 'compile'")")
      }
    }
  }
}

/// A machine, for people and JSON.
struct MachineSummary: Encodable {
  var processor: String
  var cores: Int
  var vector_bits: Int
  var features: [String]
  var cache_bytes: [Int]
  var peak_gflops: Double
  var bandwidth_gbs: Double
  /// Paths of the tools that 'compile' uses.
  var tools: [String: String]

  init(_ hardware: HardwareDescription, _ peak: MeasuredPeak) {
    processor = hardware.processor
    cores = hardware.cores
    vector_bits = hardware.vectorBits
    features = hardware.features.filter { $0.hasPrefix("+") }
    cache_bytes = hardware.caches.map(\.bytes)
    peak_gflops = peak.gigaflops
    bandwidth_gbs = peak.gigabytes
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    tools = [:]
    for tool in ["cc", "ar"] {
      tools[tool] = folders.map { "\($0)/\(tool)" }.first {
        FileManager.default.isExecutableFile(atPath: $0)
      }
    }
  }
}
