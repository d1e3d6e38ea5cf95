import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Foundation
import Tokenizer

/// Compiles a sentence-embedding transformer once, compares real sentences with it, and times it at
/// many lengths.
@main
struct Demo {
  static let sentences = [
    "A man is eating food.", "Someone is having a meal.", "The girl is carrying a baby.",
    "A woman holds an infant in her arms.", "The stock market fell sharply on Monday.",
    "Shares dropped at the start of the week.",
  ]
  static let lengths = [
    1, 2, 4, 7, 8, 16, 31, 32, 63, 64, 65, 100, 127, 128, 129, 200, 256, 333, 384, 511, 512,
  ]

  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("demo: \(error)\n".utf8))
      exit(1)
    }
  }

  static func run(_ arguments: [String]) throws {
    let path = arguments.first ?? ".cache/models/minilm-int8/model.onnx"
    let vocabulary = arguments.count > 1 ? arguments[1] : ".cache/models/minilm/vocab.txt"
    let clock = ContinuousClock()
    print("compiling '\(path)' once for every length …")
    let start = clock.now
    let options = CompileOptions(name: "minilm", hardware: .detectHost())
    let model = try CompiledModel(try LoweredModel(path: path, options: options), threads: 1)
    print("compiled in \(milliseconds(start.duration(to: clock.now))) ms\n")
    try compare(model, try WordPieceTokenizer(contentsOf: vocabulary))
    try measure(model)
  }

  /// Prints how alike the sentences are: cosines between mean-pooled embeddings.
  private static func compare(_ model: CompiledModel, _ tokenizer: WordPieceTokenizer) throws {
    let batch = try tokenizer.encode(batch: sentences)
    let shape = [batch.count, batch.length]
    let output = try model.run([
      TensorValue(shape, batch.ids), TensorValue(shape, batch.attentionMask),
      TensorValue(shape, batch.typeIDs),
    ])[0]
    let width = output.shape[2]
    let values = output.doubles
    let embeddings = (0..<batch.count).map { row -> [Double] in
      var mean = [Double](repeating: 0, count: width)
      for token in 0..<batch.length where batch.attentionMask[row * batch.length + token] != 0 {
        for column in 0..<width {
          mean[column] += values[(row * batch.length + token) * width + column]
        }
      }
      let norm = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return mean.map { $0 / norm }
    }
    for (row, sentence) in sentences.enumerated() { print("  \(row + 1)  \(sentence)") }
    print("\n     " + sentences.indices.map { String(format: "%6d", $0 + 1) }.joined())
    for left in embeddings.indices {
      let cosines = embeddings.indices.map { right in
        String(
          format: "%6.2f", zip(embeddings[left], embeddings[right]).reduce(0) { $0 + $1.0 * $1.1 })
      }
      print("  \(left + 1)  " + cosines.joined())
    }
  }

  /// Prints the time and the rate at each length, one thread, batch one.
  private static func measure(_ model: CompiledModel) throws {
    print("\nlength        ms   GFLOP/s   (one thread, one compilation)")
    let clock = ContinuousClock()
    for length in lengths {
      let shape = [1, length]
      let ids = (0..<length).map { Int64(1000 + $0 * 7 % 20000) }
      let prepared = try PreparedRun(
        model,
        [
          TensorValue(shape, ids), TensorValue(shape, [Int64](repeating: 1, count: length)),
          TensorValue(shape, [Int64](repeating: 0, count: length)),
        ])
      var times: [Double] = []
      let begin = clock.now
      while times.count < 5 || begin.duration(to: clock.now) < .milliseconds(300) {
        times.append(milliseconds(try clock.measure { try prepared.run() }))
      }
      let median = times.sorted()[times.count / 2]
      let rate = work(length) / median / 1e6
      let bar = String(repeating: "▇", count: max(1, Int(rate / 5)))
      print(String(format: "%6d  %8.2f  %8.1f   ", length, median, rate) + bar)
    }
  }

  /// Floating-point operations of six layers of width 384 at a length.
  private static func work(_ length: Int) -> Double {
    let s = Double(length)
    return 6 * (2 * s * (4 * 384 * 384 + 2 * 384 * 1536) + 4 * s * s * 384)
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return ((Double(parts.seconds) * 1e3 + Double(parts.attoseconds) / 1e15) * 100).rounded() / 100
  }
}
