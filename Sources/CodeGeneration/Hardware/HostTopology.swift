import Dialects
import Foundation

/// The caches and cores of the machine at hand, as the operating system tells.
struct HostTopology {
  var caches: [HardwareDescription.Cache]
  var cores: Int

  /// Reads Linux's description of the first processor; common sizes where there is none.
  static func read(root: String = "/sys/devices/system/cpu") -> HostTopology {
    var caches: [Int: HardwareDescription.Cache] = [:]
    for index in 0..<8 {
      let folder = "\(root)/cpu0/cache/index\(index)"
      guard let level = text("\(folder)/level").flatMap({ Int($0) }),
        let kind = text("\(folder)/type"), kind != "Instruction",
        let size = text("\(folder)/size").flatMap(bytes)
      else { continue }
      caches[level] = HardwareDescription.Cache(
        bytes: size,
        lineBytes: text("\(folder)/coherency_line_size").flatMap { Int($0) } ?? 64,
        ways: text("\(folder)/ways_of_associativity").flatMap { Int($0) } ?? 8,
        sharedBy: text("\(folder)/shared_cpu_list").map(processors) ?? 1)
    }
    let found = caches.sorted { $0.key < $1.key }.map(\.value)
    let fallback = [
      HardwareDescription.Cache(bytes: 32 << 10), HardwareDescription.Cache(bytes: 512 << 10),
    ]
    return HostTopology(
      caches: found.isEmpty ? fallback : found,
      cores: max(1, ProcessInfo.processInfo.activeProcessorCount))
  }

  private static func text(_ path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// `48K`, `2M` or plain bytes.
  static func bytes(_ text: String) -> Int? {
    guard let last = text.last else { return nil }
    let unit =
      switch last {
      case "K": 1 << 10
      case "M": 1 << 20
      case "G": 1 << 30
      default: 1
      }
    return Int(unit == 1 ? text : String(text.dropLast())).map { $0 * unit }
  }

  /// How many processors a list such as `0-3,8` names.
  static func processors(_ list: String) -> Int {
    let counts = list.split(separator: ",").map { range in
      let ends = range.split(separator: "-").compactMap { Int($0) }
      return ends.count == 2 ? max(1, ends[1] - ends[0] + 1) : 1
    }
    return max(1, counts.reduce(0, +))
  }
}
