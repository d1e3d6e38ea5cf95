import CodeGeneration
import Dialects
import Foundation
import IR
import Scheduling
import StaticSearch
import Support
import TensorExpressions

/// How many candidates a search looks at in a second, on one core: drawn, scheduled, described and
/// scored; and how many with every step checked.
///
///     swift run -c release SearchTimes [SECONDS]      prints JSON
///     swift run -c release SearchTimes text NAME      a program as text, for `tangram tune`
@main struct SearchTimes {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    if words.first == "text" {
      guard words.count == 2, let searched = SearchedProgram(rawValue: words[1]) else {
        warn("there are " + SearchedProgram.allCases.map(\.rawValue).joined(separator: ", "))
        exit(64)
      }
      return print(try searched.program(Context(dialects: Dialects.all)).module.text())
    }
    let seconds = CommandLine.arguments.dropFirst().first.flatMap { Double($0) } ?? 2
    let context = Context(dialects: Dialects.all)
    let program = try SearchedProgram.dense.program(context)
    let hardware = HardwareDescription.detectHost()
    let start = try Schedule(program.module, function: program.function)
    let derived = SketchDerivation().sketches(
      of: start, SketchTarget(hardware: hardware, threads: 1))
    for remark in derived.remarks { warn(remark) }
    let probe = try PeakProbe(hardware)
    let peak = probe.gigaflops(seconds: 0.05)
    var lines: [String] = []
    for number in derived.sketches.indices {
      for isChecked in [false, true] {
        var evolution = Evolution(derived.sketches, seed: 1)
        evolution.closed = Set(derived.sketches.indices).subtracting([number])
        var (count, refused) = (0, 0)
        var reasons: [String: Int] = [:]
        let begin = clock()
        var elapsed = 0.0
        _ = evolution.nextBatch(of: 64, after: []) { genomes in
          genomes.map { genome in
            if elapsed > seconds { return nil }
            count += 1
            defer { elapsed = Double(clock() - begin) / Double(CLOCKS_PER_SEC) }
            let module: Module
            do throws(Refusal) {
              module = try derived.sketches[number].program(
                deciding: genome.choices, isChecked: isChecked)
            } catch {
              refused += 1
              reasons[String("\(error)".prefix(80)), default: 0] += 1
              return nil
            }
            let features = ProgramFeatures(
              program.function, in: module, hardware: hardware, threads: 1)
            return 1 / (1 + features.terms.reduce(0, +))
          }
        }
        let rate = Int(Double(count) / elapsed)
        for (reason, count) in reasons.sorted(by: { $0.value > $1.value }) {
          warn("\(derived.sketches[number].name): \(count) refused: \(reason)")
        }
        lines.append(
          " {\"sketch\": \"\(derived.sketches[number].name)\", \"checked\": \(isChecked), \"candidates\": \(count), \"refused\": \(refused), \"per_second\": \(rate)}"
        )
      }
    }
    let beams = try SearchedProgram.allCases.map { try beam($0, context, hardware) }
    print(
      "{\"probe_gflops\": \(Int(peak)), \"sketches\": [\n\(lines.joined(separator: ",\n"))],"
        + " \"beams\": [\n\(beams.joined(separator: ",\n"))]}")
  }

  /// The states that a beam search looks at, each scheduled by one decision more, described and scored.
  private static func beam(
    _ searched: SearchedProgram, _ context: Context, _ hardware: HardwareDescription
  ) throws -> String {
    let program = try searched.program(context)
    let start = try Schedule(program.module, function: program.function)
    guard let found = BeamProgram(start, SketchTarget(hardware: hardware, threads: 1)) else {
      return "{}"
    }
    var search = BeamSearch(found, seed: 0)
    let begin = clock()
    let best = search.run { TermCosts.x86.time(of: $0) }.first
    let elapsed = Double(clock() - begin) / Double(CLOCKS_PER_SEC)
    warn("\(searched): " + (best?.decisions.map(\.description).joined(separator: "; ") ?? "none"))
    return " {\"program\": \"\(searched)\", \"states\": \(search.looked), \"seconds\": "
      + "\((elapsed * 100).rounded() / 100), \"per_second\": \(Int(Double(search.looked) / elapsed))}"
  }

  private static func warn(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
