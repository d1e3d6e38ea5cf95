import ArgumentParser
import CodeGeneration
import Compiler
import Evaluation
import Foundation
import Support
import Tokenizer

/// Compiles a sentence-embedding transformer once, compares real sentences with it, then times it
/// at every kind of length and draws what came out.
@main
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scripts/demo",
    abstract: "Compiles a transformer once; compares sentences; times every kind of length.")

  @Option(
    help: "A transformer in ONNX with the inputs input_ids, attention_mask and token_type_ids.")
  var model = ".cache/models/minilm-int8/model.onnx"

  @Option(help: "The vocabulary its token numbers come from.")
  var vocabulary = ".cache/models/minilm/vocab.txt"

  @Option(help: "The file for the picture.")
  var picture = ".cache/demo.svg"

  @Option(help: "Seconds to time each length for.")
  var seconds = 0.2

  func validate() throws {
    if !(seconds > 0 && seconds <= 60) {
      throw ValidationError("'--seconds' must be more than 0 and at most 60")
    }
  }

  func run() throws {
    do {
      try show()
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("demo: error: \(error)\n".utf8))
      throw ExitCode(1)
    }
  }

  private func show() throws {
    let progress = Progress()
    let clock = ContinuousClock()
    let start = clock.now
    progress.show("reading '\(model)', choosing kernels")
    let options = CompileOptions(name: "demo", hardware: .detectHost())
    let lowered = try LoweredModel(path: model, options: options)
    progress.show("machine code for \(lowered.kernelCount) kernels")
    let compiled = try CompiledModel(lowered, threads: 1)
    let took = start.duration(to: clock.now).milliseconds / 1000
    progress.clear()
    print(
      String(
        format: "Compiled once, for every batch and every length, in %.1f s: %d kernels, %.1f MB.",
        took, lowered.kernelCount, Double(compiled.objectBytes) / 1e6))

    let embedder = Embedder(
      model: compiled, tokenizer: try WordPieceTokenizer(contentsOf: vocabulary))
    print("\nSentences, and how alike they are (cosine):\n")
    print(try embedder.table(of: Embedder.sentences))

    let sweep = try Sweep(compiled, lowered, seconds: seconds, progress)
    progress.clear()
    print("\nOne thread, batch 1, all from that compilation:\n")
    print(sweep.table)
    let drawing = Picture(
      sweep, title: model.split(separator: "/").suffix(2).joined(separator: "/")
    ).text
    do {
      try Data(drawing.utf8).write(to: URL(filePath: picture), options: .atomic)
    } catch {
      throw Diagnostic.error("cannot write '\(picture)': \(error.localizedDescription)")
    }
    print("\nThe picture of every length from 1 to \(Sweep.longest): \(picture)")
  }
}

extension Duration {
  var milliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
  }
}
