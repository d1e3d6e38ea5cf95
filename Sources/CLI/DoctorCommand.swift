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
      print("vectors         \(machine.vectorBits) bits, \(hardware.vectorRegisters) registers")
      for (level, bytes) in machine.cacheBytes.enumerated() {
        print("cache level \(level + 1)   \(bytes >> 10) KiB")
      }
      print("peak, one core  \(machine.peakGflops.short) GFLOP/s in f32")
      print("memory          \(machine.bandwidthGbs.short) GB/s")
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
  var vectorBits: Int
  var features: [String]
  var cacheBytes: [Int]
  var peakGflops: Double
  var bandwidthGbs: Double
  /// Paths of the tools that 'compile' uses.
  var tools: [String: String]

  init(_ hardware: HardwareDescription, _ peak: MeasuredPeak) {
    processor = hardware.processor
    cores = hardware.cores
    vectorBits = hardware.vectorBits
    features = hardware.features.filter { $0.hasPrefix("+") }
    cacheBytes = hardware.caches.map(\.bytes)
    peakGflops = peak.gigaflops
    bandwidthGbs = peak.gigabytes
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    tools = [:]
    for tool in ["cc", "ar"] {
      tools[tool] = folders.map { "\($0)/\(tool)" }.first {
        FileManager.default.isExecutableFile(atPath: $0)
      }
    }
  }
}
