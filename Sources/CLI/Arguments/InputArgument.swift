import ArgumentParser
import Compiler
import Evaluation
import Formats
import Support

/// `NAME=VALUE` of `--input`: `ids=@file.npy`, or `x=2x16xf32=zeros`.
struct InputArgument: ExpressibleByArgument {
  var name: String
  var text: String

  init?(argument: String) {
    guard let separator = argument.firstIndex(of: "="), separator != argument.startIndex else {
      return nil
    }
    name = String(argument[..<separator])
    text = String(argument[argument.index(after: separator)...])
  }

  /// The tensor.
  ///
  /// - Throws: what is wrong with the value or the file.
  func value() throws(Diagnostic) -> TensorValue {
    if text.hasPrefix("@") {
      let path = String(text.dropFirst())
      do throws(FormatError) {
        guard let tensor = TensorValue(try NumPyFile.read(path: path)) else {
          throw FormatError(.unsupported, in: path, "no model has elements of this type")
        }
        return tensor
      } catch {
        throw .error("input '\(name)': \(error)")
      }
    }
    guard let separator = text.firstIndex(of: "=") else {
      throw .error(
        "input '\(name)': expected '@file.npy' or 'TYPE=VALUES' as in '2x16xf32=zeros', found "
          + "'\(text)'")
    }
    let (shape, kind) = try parseType(String(text[..<separator]))
    let values = String(text[text.index(after: separator)...])
    return try InputValues(name: name, shape: shape, kind: kind).tensor(values)
  }

  private func parseType(_ type: String) throws(Diagnostic) -> ([Int], ScalarKind) {
    let parts = type.split(separator: "x", omittingEmptySubsequences: false)
    let sizes = parts.dropLast().compactMap { Int($0) }
    guard let last = parts.last, let kind = ScalarKind(rawValue: String(last)),
      sizes.count == parts.count - 1, TensorValue.elementCount(of: sizes) != nil
    else {
      let kinds = ScalarKind.allCases.map(\.rawValue).joined(separator: " ")
      throw .error(
        "input '\(name)': '\(type)' is no type; expected sizes and one of \(kinds), as in "
          + "'2x16xf32'")
    }
    return (sizes, kind)
  }
}

/// Makes the elements of an input.
struct InputValues {
  var name: String
  var shape: [Int]
  var kind: ScalarKind

  /// A tensor from `zeros`, `ones`, `range`, `rand:SEED`, `rand:SEED:MAX` or literal numbers.
  func tensor(_ text: String) throws(Diagnostic) -> TensorValue {
    guard let count = TensorValue.elementCount(of: shape),
      count.multipliedReportingOverflow(by: kind.byteCount).partialValue <= 1 << 30,
      count <= 1 << 30
    else {
      throw .error("input '\(name)': \(shape) is more than a GiB; give it as '@file.npy'")
    }
    switch text {
    case "zeros": return make(Array(repeating: 0, count: count))
    case "ones": return make(Array(repeating: 1, count: count))
    case "range": return make((0..<count).map { Double($0) })
    default: break
    }
    if text == "rand" || text.hasPrefix("rand:") {
      let parts = text.split(separator: ":").dropFirst()
      let numbers = parts.compactMap { Int($0) }
      let limit = numbers.count == 2 ? numbers[1] : 2
      guard numbers.count == parts.count, numbers.count <= 2, limit > 0 else {
        throw .error(
          "input '\(name)': expected 'rand:SEED' or 'rand:SEED:MAX' with MAX above 0, found "
            + "'\(text)'")
      }
      if kind.isFloat, numbers.count == 2 {
        throw .error(
          "input '\(name)': MAX of 'rand:SEED:MAX' is for integers; floats are from 0 to 1, by "
            + "'rand:SEED'")
      }
      return random(
        seed: UInt64(bitPattern: Int64(numbers.first ?? 0)), limit: limit, count: count)
    }
    return kind.isFloat ? try floats(text, count: count) : try integers(text, count: count)
  }

  private func floats(_ text: String, count: Int) throws(Diagnostic) -> TensorValue {
    make(try literals(text, count: count) { Double($0) })
  }

  private func integers(_ text: String, count: Int) throws(Diagnostic) -> TensorValue {
    let range = kind.integerRange
    let numbers = try literals(text, count: count) { word -> Int128? in
      if kind == .bool, let value = ["true": 1, "false": 0][word] { return Int128(value) }
      return Int128(word).flatMap { range.contains($0) ? $0 : nil }
    }
    return TensorValue(shape, kind: kind, integers: numbers)
  }

  /// The numbers between commas, one an element; a single one is that of all elements.
  private func literals<Number>(
    _ text: String, count: Int, _ parse: (String) -> Number?
  ) throws(Diagnostic) -> [Number] {
    if count == 0, text.isEmpty { return [] }
    var numbers: [Number] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = parse(word.trimmingBlanks) else {
        throw .error(
          "input '\(name)': '\(word.prefix(40))' is no \(kind.rawValue); expected zeros, ones, "
            + "range, rand:SEED or numbers separated by commas")
      }
      numbers.append(number)
    }
    if numbers.count == 1 { return Array(repeating: numbers[0], count: count) }
    guard numbers.count == count else {
      throw .error(
        "input '\(name)': shape \(shape) needs \(count) numbers, or one for all, found "
          + "\(numbers.count)")
    }
    return numbers
  }

  private func make(_ numbers: [Double]) -> TensorValue {
    if kind.isInteger {
      return TensorValue(
        shape, kind: kind, integers: numbers.map { Int128(exactly: $0.rounded()) ?? 0 })
    }
    return TensorValue(shape, kind: kind, doubles: numbers)
  }

  /// Uniform in 0..<1 for floats, in 0..<limit for integers; the same on every machine.
  private func random(seed: UInt64, limit: Int, count: Int) -> TensorValue {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    if kind.isFloat { return make((0..<count).map { _ in Double(next() >> 40) * 0x1p-24 }) }
    let bound = UInt64(max(1, kind == .bool ? 2 : limit))
    return make((0..<count).map { _ in Double(next() % bound) })
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension ScalarKind {
  /// The whole numbers that elements of integers and truth values can be.
  fileprivate var integerRange: ClosedRange<Int128> {
    let (lower, upper) = integerBounds ?? (0, 0)
    return lower...upper
  }
}
