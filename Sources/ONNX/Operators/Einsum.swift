import Dialects
import IR
import Support

/// An equation of `Einsum` with everything spelt out: `...ij,jk` over ranks 3 and 2 is `aij,jk->aik`.
private struct Equation {
  /// The letters of every operand.
  var operands: [[Character]]
  var result: [Character]

  /// - Throws: when the equation is malformed or does not fit operands of these ranks.
  init(_ text: String, ranks: [Int]) throws(Diagnostic) {
    let sides = text.filter { $0 != " " }.split(separator: "->", omittingEmptySubsequences: false)
    let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard sides.count <= 2, terms.count == ranks.count else {
      throw .error("equation '\(text)' does not fit \(ranks.count) inputs")
    }
    var dots = 0
    for (term, rank) in zip(terms, ranks) {
      let letters = term.filter(\.isLetter).count
      let hasDots = term.contains("...")
      guard term.filter({ $0 == "." }).count == (hasDots ? 3 : 0),
        letters + (hasDots ? 3 : 0) == term.count, hasDots ? letters <= rank : letters == rank
      else { throw .error("'\(term)' in equation '\(text)' does not fit an input of rank \(rank)") }
      if hasDots { dots = max(dots, rank - letters) }
    }
    let used = Set(text)
    let free = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".filter { !used.contains($0) }
    guard free.count >= dots else { throw .error("equation '\(text)' has too many dimensions") }
    let covered = Array(free.prefix(dots))
    operands = zip(terms, ranks).map { term, rank in
      Self.spelt(term, covered.suffix(rank - term.filter(\.isLetter).count))
    }
    if sides.count == 2 {
      result = Self.spelt(String(sides[1]), covered[...])
    } else {
      // Without a result: what the dots cover, then letters that occur once, in order.
      let all = terms.joined().filter(\.isLetter)
      result = covered + all.filter { letter in all.filter { $0 == letter }.count == 1 }.sorted()
    }
  }

  private static func spelt(_ term: String, _ covered: ArraySlice<Character>) -> [Character] {
    guard let dots = term.firstIndex(of: ".") else { return Array(term) }
    return term[..<dots] + covered + term[dots...].filter(\.isLetter)
  }
}

extension GraphBuilder {
  /// The sum of products that an equation describes; of more than two operands one after another.
  mutating func einsum(
    _ operands: [ImportedTensor], _ text: String
  ) throws(Diagnostic) -> ImportedTensor {
    let equation = try Equation(text, ranks: operands.map(\.rank))
    guard var product = operands.first, var letters = equation.operands.first else {
      throw .error("there are no inputs")
    }
    if operands.count == 1 { return try einsum([product], [letters], equation.result) }
    for place in operands.indices.dropFirst() {
      let next = equation.operands[place]
      let needed = Set(equation.operands[(place + 1)...].joined()).union(equation.result)
      var kept: [Character] = []
      for letter in letters + next where needed.contains(letter) && !kept.contains(letter) {
        kept.append(letter)
      }
      let result = place == operands.count - 1 ? equation.result : kept
      product = try einsum([product, operands[place]], [letters, next], result)
      letters = result
    }
    return product
  }

  private mutating func einsum(
    _ operands: [ImportedTensor], _ letters: [[Character]], _ result: [Character]
  ) throws(Diagnostic) -> ImportedTensor {
    let sides = letters.map { String($0) }.joined(separator: ",") + "->" + String(result)
    let values = operands.map { value($0) }
    return try emit(Graph.Einsum(values, equation: sides, in: module))
  }
}
