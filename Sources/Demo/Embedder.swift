import Compiler
import Evaluation
import Foundation
import Support
import Tokenizer

/// Sentences as points: those of like meaning lie close together.
struct Embedder {
  static let sentences = [
    "A man is eating food.", "Someone is having a meal.", "The girl is carrying a baby.",
    "A woman holds an infant in her arms.", "The stock market fell sharply on Monday.",
    "Shares dropped at the start of the week.",
  ]

  let model: CompiledModel
  let tokenizer: WordPieceTokenizer

  /// The sentences, numbered, and the cosine of every two.
  func table(of sentences: [String]) throws -> String {
    let points = try embed(sentences)
    var lines = sentences.enumerated().map { "  \($0 + 1)  \($1)" }
    lines.append("\n     " + sentences.indices.map { String(format: "%6d", $0 + 1) }.joined())
    for (row, left) in points.enumerated() {
      let cosines = points.map { right in
        String(format: "%6.2f", zip(left, right).reduce(0) { $0 + $1.0 * $1.1 })
      }
      lines.append("  \(row + 1)  " + cosines.joined())
    }
    return lines.joined(separator: "\n")
  }

  /// The mean of each sentence's tokens, of length one.
  private func embed(_ sentences: [String]) throws -> [[Double]] {
    let batch = try tokenizer.encode(batch: sentences)
    let shape = [batch.count, batch.length]
    let outputs = try model.run([
      TensorValue(shape, batch.ids), TensorValue(shape, batch.attentionMask),
      TensorValue(shape, batch.typeIDs),
    ])
    guard let output = outputs.first, output.shape.count == 3 else {
      throw Diagnostic.error("expected a model whose first output is [batch, sequence, width]")
    }
    let (width, values) = (output.shape[2], output.doubles)
    return (0..<batch.count).map { row in
      var mean = [Double](repeating: 0, count: width)
      for token in 0..<batch.length where batch.attentionMask[row * batch.length + token] != 0 {
        let start = (row * batch.length + token) * width
        for column in 0..<width { mean[column] += values[start + column] }
      }
      let norm = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return mean.map { $0 / norm }
    }
  }
}
