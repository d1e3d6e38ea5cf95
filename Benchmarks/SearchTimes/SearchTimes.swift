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
@main struct SearchTimes {
  static func main() throws {
    let seconds = CommandLine.arguments.dropFirst().first.flatMap { Double($0) } ?? 2
    var f = TensorFunction("dense", context: Context(dialects: Dialects.all))
    let (m, n, depth) = (IndexExpression(128), IndexExpression(768), IndexExpression(768))
    let (x, w) = (f.input("x", [m, depth], .f32), f.input("w", [depth, n], .f32))
    let (b, y) = (f.input("b", [n], .f32), f.output("y", [m, n], .f32))
    let (i, j, k) = (f.axis("i", m), f.axis("j", n), f.axis("k", depth))
    let product = f.define("product", [i, j], sum(x[i, k] * w[k, j], over: k))
    f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
    let program = try f.finish()
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
    print("{\"probe_gflops\": \(Int(peak)), \"sketches\": [\n\(lines.joined(separator: ",\n"))]}")
  }

  private static func warn(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
