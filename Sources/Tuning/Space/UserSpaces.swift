import Scheduling
import StaticSearch
import Support

extension TuningOptions {
  /// Adds the user's spaces that hold schedules of a program.
  ///
  /// - Returns: these as they were written.
  func addSpaces(of start: Schedule, to sketches: inout [any Sketch]) -> [Genome] {
    var written: [Genome] = []
    for space in spaces {
      guard let sketch = try? Self.sketch(of: space, start) else { continue }
      written.append(
        Genome(sketch: sketches.count, choices: space.decisions.map(\.decision)))
      sketches.append(sketch)
    }
    return written
  }

  /// A space of a program; as it was written, it must be a schedule.
  ///
  /// Timings are kept by its name, which another space does not have.
  private static func sketch(
    of space: Trace, _ start: Schedule
  ) throws(Refusal) -> TraceSketch {
    let sketch = TraceSketch(
      "space-" + space.deciding(space.decisions.map { _ in 0 }).digest, space, of: start)
    _ = try sketch.program(deciding: space.decisions.map(\.decision), isChecked: true)
    return sketch
  }

  /// Refuses spaces that are of no use, before anything is searched.
  ///
  /// - Throws: a diagnostic at a space that holds a schedule of none of the kernels.
  func requireSpacesUsed(by tasks: [TuningTask]) throws(Diagnostic) {
    for (number, space) in spaces.enumerated() {
      if space.steps.isEmpty {
        throw .error("space \(number) has no steps; expected those of a schedule")
      }
      var reason: Refusal?
      var isUsed = tasks.isEmpty
      for task in tasks where !isUsed {
        let start = try Schedule(task.module, function: task.program)
        do throws(Refusal) {
          _ = try Self.sketch(of: space, start)
          isUsed = true
        } catch { reason = reason ?? error }
      }
      guard !isUsed, let reason else { continue }
      let place = space.steps.first.map { space.module.location(of: $0) }
      throw .error(
        "space \(number) holds a schedule of none of the kernels: \(reason)",
        at: place ?? .unknown)
    }
  }
}

extension Trace {
  /// A few letters and digits that tell it from others, the same in every process (FNV-1a).
  var digest: String {
    let hash = description.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 36)
  }
}
