import Foundation
import Scheduling

/// What timings of related programs say of candidates that were never timed here: programs of one family
/// (`ProgramKey.family`), and the same one on other machines.
///
/// How long a micro-kernel takes depends on the sizes; by how much more or less than analysis says, beside the
/// other micro-kernels, hardly does. So the costs of analysis are set right by that, and candidates that were
/// slow for their costs elsewhere need not be timed.
package struct Transfer: Sendable {
  /// By how much.
  package struct Offset: Hashable, Sendable {
    /// The logarithm of time over cost, in relation to the median of the candidates that were timed beside it.
    package var logarithm: Double
    /// Whether that was timed on this machine, on as many threads.
    package var isOfThisMachine: Bool
  }

  private var offsets: [String: Offset] = [:]

  /// Learns from timings of several programs, machines and sizes.
  package init(_ records: [TuningRecord], hardware: String, threads: Int) {
    struct Place: Hashable {
      var program: String, hardware: String, threads: Int, sizes: [Int]
    }
    let places = Dictionary(grouping: records.filter(Self.isOfUse)) {
      Place(program: $0.program, hardware: $0.hardware, threads: $0.threads, sizes: $0.sizes)
    }
    var found: [String: [Bool: [Double]]] = [:]
    for (place, all) in places {
      let isOurs = place.hardware == hardware && place.threads == threads
      let least = all.compactMap(\.cost).min() ?? 0
      // What costs much more than the least is never chosen there, and its costs are rough.
      let near = all.compactMap { record -> (name: String, ratio: Double)? in
        guard let cost = record.cost, cost <= least * Self.nearCost else { return nil }
        return (record.decisions, log(record.timeNs / cost))
      }
      guard near.count >= Self.leastBeside else { continue }
      let sorted = near.map(\.ratio).sorted()
      let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      for (name, ratio) in near {
        found[name, default: [:]][isOurs, default: []].append(ratio - median)
      }
    }
    for (name, both) in found {
      guard let (isOurs, all) = both.max(by: { !$0.key && $1.key }) else { continue }
      // In one order, so that equal records give equal sums.
      offsets[name] = Offset(
        logarithm: all.sorted().reduce(0, +) / Double(all.count), isOfThisMachine: isOurs)
    }
  }
  private static let nearCost = 1.3
  /// Of fewer the median says nothing.
  private static let leastBeside = 4

  private static func isOfUse(_ record: TuningRecord) -> Bool {
    record.failure == nil && record.isCorrect != false && record.timeNs > 0
      && record.cost ?? 0 > 0
  }

  /// What is known of a candidate, if anything is.
  package func offset(of decisions: Decisions) -> Offset? { offsets[decisions.description] }
}
