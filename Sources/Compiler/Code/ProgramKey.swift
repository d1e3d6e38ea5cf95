import Crypto
import Dialects
import Foundation
import IR
import Scheduling
import Support

/// The name of a tensor program by what it computes: equal for programs that differ in the names of
/// their sizes, in the ranges of these, or in their own name, on every machine.
public struct ProgramKey: Hashable, Sendable, CustomStringConvertible {
  /// 32 hexadecimal digits.
  public let name: String
  /// The sizes that the program mentions, in the order in which it does.
  public let sizes: [String]
  /// A name that programs share which differ in the lengths of their axes alone, known and open ones; what was
  /// learned of one says something of the others.
  ///
  /// Numbers below 16 are strides, taps and axes, and stay what they are.
  public let family: String

  public var description: String { name }

  /// Changes whenever schedules of one decision, or ways to time them, come to differ, so that no figure is taken
  /// for that of other code.
  static let version = 6

  /// The key of a `program.func` that is not scheduled yet.
  public init(_ program: OperationID, in module: Module) {
    var copy = module
    var names: Set<String> = []
    if var function = copy.match(program, as: Program.Function.self) {
      names = Set(function.symbols.map(\.name))
      (function.symbols, function.name) = ([], "kernel")
      copy.setProperties(of: program, to: function.state.properties)
    }
    var found: [String] = []
    let text = Self.renaming(names, in: copy.text(), &found)
    name = Self.hash(text)
    family = Self.hash(Self.withoutLengths(text))
    sizes = found
  }

  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    hash.update(data: Data("\(version)\n\(text)".utf8))
    return hash.finalize().prefix(16).map { String(format: "%02x", $0) }.joined()
  }

  /// The name of a size in formulas that belong to a key: its number.
  public static func canonicalName(_ number: Int) -> String { "s\(number)" }

  /// A formula of this program's sizes, as it is stored.
  public func canonical(_ formula: IndexExpression) -> IndexExpression {
    formula.substituting(symbols: names { (sizes[$0], .symbol(Self.canonicalName($0))) })
  }

  /// A stored formula over this program's sizes.
  public func named(_ formula: IndexExpression) -> IndexExpression {
    formula.substituting(symbols: names { (Self.canonicalName($0), .symbol(sizes[$0])) })
  }

  /// A trace of this program, as it is stored.
  public func canonical(_ trace: Trace) -> Trace {
    trace.renamingSizes(
      Dictionary(
        sizes.indices.map { (sizes[$0], Self.canonicalName($0)) }, uniquingKeysWith: { $1 }))
  }

  /// A stored trace, of this program.
  public func named(_ trace: Trace) -> Trace {
    trace.renamingSizes(
      Dictionary(
        sizes.indices.map { (Self.canonicalName($0), sizes[$0]) }, uniquingKeysWith: { $1 }))
  }

  private func names(
    _ pair: (Int) -> (String, IndexExpression)
  ) -> [String: IndexExpression] {
    Dictionary(sizes.indices.map(pair), uniquingKeysWith: { $1 })
  }

  /// The text with every word that is a size's name replaced by the size's number.
  private static func renaming(
    _ names: Set<String>, in text: String, _ found: inout [String]
  ) -> String {
    replacingWords(in: text) { name in
      guard names.contains(name) else { return nil }
      let number = found.firstIndex(of: name) ?? found.count
      if number == found.count { found.append(name) }
      return canonicalName(number)
    }
  }

  /// A text with numbered sizes in which no length of an axis stands any more.
  private static func withoutLengths(_ text: String) -> String {
    replacingWords(in: text) { word in
      let isSize = word.first == "s" && word.count > 1 && word.dropFirst().allSatisfy(\.isNumber)
      return isSize || Int(word).map { $0 >= leastLength } == true ? "?" : nil
    }
  }
  private static let leastLength = 16

  /// The text with words replaced; what `replacement` has nothing for stays.
  ///
  /// Words end where no letter, digit, `_`, `.` or `$` follows, and quoted ones are words too.
  private static func replacingWords(
    in text: String, _ replacement: (String) -> String?
  ) -> String {
    func isWordByte(_ byte: UInt8) -> Bool {
      (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
        || byte == 0x5F || byte == 0x2E || byte == 0x24 || byte >= 0x80
    }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    func replaced(_ word: ArraySlice<UInt8>) -> [UInt8]? {
      replacement(String(decoding: word, as: UTF8.self)).map { Array($0.utf8) }
    }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x22 {
        var end = place + 1
        while end < bytes.count, bytes[end] != 0x22 { end += bytes[end] == 0x5C ? 2 : 1 }
        end = min(end + 1, bytes.count)
        result +=
          replaced(bytes[(place + 1)..<max(place + 1, end - 1)]) ?? Array(bytes[place..<end])
        place = end
      } else if isWordByte(byte) {
        var end = place
        while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
        // A value, an attribute or a type of that name is none.
        let isName = place == 0 || ![0x25, 0x40, 0x21, 0x23, 0x5E].contains(bytes[place - 1])
        let word = bytes[place..<end]
        result += (isName ? replaced(word) : nil) ?? Array(word)
        place = end
      } else {
        result.append(byte)
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
