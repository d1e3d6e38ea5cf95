import Testing
import ToyCompiler

/// Wrong programs and their messages.
@Suite struct WrongProgramTests {
  static let cases: [(program: String, message: String)] = [
    (
      "def main() { print(1) }",
      "a.toy:1:23: error: expected ';' at the end of the statement, found '}'"
    ),
    ("def main() { var = 1; }", "a.toy:1:18: error: expected the name of the variable, found '='"),
    ("print(1);", "a.toy:1:1: error: expected 'def' or 'struct', found 'print'"),
    (
      "def main() { print(1", "a.toy:1:21: error: expected ',' or ')', found the end of the program"
    ),
    ("def main() { print(§); }", "a.toy:1:20: error: the byte 194 is not a sign of the language"),
    (
      "def main() { print(1x); }",
      "a.toy:1:20: error: '1x' is not a number; write it as 12, 1.5 or 2e-3"
    ),
    (
      "def main() { print(1e999); }",
      "a.toy:1:20: error: '1e999' is too large: numbers are 64-bit floats"
    ),
    ("def main() { 1 + 2; }", "a.toy:1:14: error: this value is not used; only calls stand alone"),
    (
      "def main() { var a<1.5> = 1; }",
      "a.toy:1:20: error: expected a size, a whole number, found the number 1.5"
    ),
    (
      "def main() { var a<99999999> = 1; }",
      "a.toy:1:14: error: a tensor of shape 99999999 is too large: 16777216 elements are the most"
    ),
    (
      "def main() { var a<99999999999, 99999999999> = 1; }",
      "a.toy:1:14: error: a tensor of shape 99999999999x99999999999 is too large: 16777216 elements are the most"
    ),
    (
      "def main() { var a<1,1,1,1,1,1,1,1,1> = 1; }",
      "a.toy:1:14: error: a tensor has at most 8 sizes, not 9"
    ),
    (
      "def main() { print([[1, 2], [3]]); }",
      "a.toy:1:29: error: the parts of a list must have one shape: this has 1, the first one 2"
    ),
    (
      "def main() { var a<2, 2> = [1, 2, 3]; }",
      "a.toy:1:14: error: a tensor of 3 elements (3) cannot have the shape 2x2, which needs 4"
    ),
    (
      "def main() { print([1, 2] + [1, 2, 3]); }",
      "a.toy:1:27: error: '+' combines tensors of one shape, or one with a number; these are 2 and 3"
    ),
    (
      "def main() { print([1, 2] @ [1, 2]); }",
      "a.toy:1:27: error: '@' multiplies an NxK matrix by a KxM matrix; these are 2 and 2"
    ),
    ("def main() { print(aa); var ab = 1; }", "a.toy:1:20: error: there is no variable 'aa'"),
    (
      "def main() { var ab = 1; print(aa); }",
      "a.toy:1:32: error: there is no variable 'aa'; did you mean 'ab'?"
    ),
    (
      "def main() { var a = 1; var a = 2; }",
      "a.toy:1:25: error: 'a' is declared twice in this function"
    ),
    (
      "def main() { prnt(1); }",
      "a.toy:1:14: error: there is no function 'prnt'; did you mean 'print'?"
    ),
    (
      "def f(a, b) { return a; } def main() { print(f(1)); }",
      "a.toy:1:46: error: 'f' takes 2 arguments, not 1"
    ),
    ("def f(a) { print(a); } def main() { print(f(1)); }", "a.toy:1:43: error: 'f' gives no value"),
    (
      "def f(a) { return g(a); } def g(a) { return f(a); } def main() { print(f(1)); }",
      "a.toy:1:45: error: 'f' calls itself here, which would never end"
    ),
    (
      "def f() { return 1; print(2); } def main() { }",
      "a.toy:1:21: error: nothing may follow 'return'"
    ),
    ("def f() { }", "error: the program needs a function 'main', where it begins"),
    ("def main(a) { }", "a.toy:1:1: error: 'main' takes no parameters"),
    ("def main() { return 1; }", "a.toy:1:1: error: 'main' gives no value"),
    (
      "def print(a) { } def main() { }",
      "a.toy:1:1: error: 'print' belongs to the language; take another name"
    ),
    ("def f() { } def f() { } def main() { }", "a.toy:1:13: error: 'f' is declared twice"),
    ("struct S { } def main() { }", "a.toy:1:1: error: the struct 'S' needs a field"),
    ("struct S { a, a } def main() { }", "a.toy:1:15: error: the field 'a' is declared twice"),
    ("struct S { s: S } def main() { }", "a.toy:1:12: error: there is no struct 'S' above"),
    (
      "struct S { a } def main() { print(S(1)); }",
      "a.toy:1:35: error: 'print' takes a tensor, and this is the struct 'S'"
    ),
    (
      "struct S { a } def main() { print(S(1) + 1); }",
      "a.toy:1:35: error: '+' combines tensors, and this is the struct 'S'"
    ),
    (
      "struct S { aa } def main() { print(S(1).ab); }",
      "a.toy:1:40: error: 'S' has no field 'ab'; did you mean 'aa'?"
    ),
    ("def main() { print([1].a); }", "a.toy:1:23: error: only a struct has fields such as 'a'"),
    (
      "struct S { a } def f(s: S) { } def main() { f([1]); }",
      "a.toy:1:47: error: the parameter 's' of 'f' is the struct 'S', not a tensor"
    ),
    (
      "struct S { a } struct T { s: S } def main() { print(T(1).s.a); }",
      "a.toy:1:53: error: the field 's' of 'T' must be '!toy.struct<S, a: tensor<*xf64>>', not 'tensor<f64>'"
    ),
    // Known only where the function is called.
    (
      "def f(a, b) { return a + b; } def main() { print(f([1], [2, 3])); }",
      "a.toy:1:24 called from a.toy:1:50: error: '+' combines tensors of one shape, or one with a number; these are 1 and 2"
    ),
  ]

  @Test(arguments: cases)
  func theMessageTellsWhatIsWrongAndWhere(_ program: String, _ message: String) {
    let outcome = toyc(program)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").first.map(String.init) == message)
  }

  @Test func theLineIsShown() {
    let outcome = toyc("def main() {\n  print(a);\n}\ndef f() { return b; }")
    #expect(
      outcome.errors == """
        a.toy:2:9: error: there is no variable 'a'
            print(a);
                  ^
        a.toy:4:18: error: there is no variable 'b'
          def f() { return b; }
                           ^

        """)
  }

  @Test func deepExpressionsAreRefused() {
    for (open, close) in [("(", ")"), ("[", "]"), ("transpose(", ")")] {
      let deep = String(repeating: open, count: 5000) + "1" + String(repeating: close, count: 5000)
      let outcome = toyc("def main() { print(\(deep)); }")
      #expect(outcome.errors.contains("levels deep"), "\(outcome.errors.prefix(200))")
    }
    let sum = Array(repeating: "1", count: 5000).joined(separator: " + ")
    #expect(toyc("def main() { print(\(sum)); }").errors.contains("levels deep"))
  }

  /// Whatever is written, there is a message or a result.
  @Test(arguments: UInt64(1)...20)
  func damagedProgramsNeverTrap(_ seed: UInt64) {
    var damage = Damage(seed: seed)
    let program = RandomProgram.text(seed: seed)
    for _ in 0..<20 {
      let outcome = toyc(damage.applied(to: program), "--emit", "loops")
      #expect(outcome.status == 0 ? !outcome.output.isEmpty : outcome.errors.contains("error: "))
    }
  }

  @Test(arguments: UInt64(1)...20)
  func damagedModulesNeverTrap(_ seed: UInt64) {
    var damage = Damage(seed: seed)
    let module = toyc(RandomProgram.text(seed: seed), "--passes", "").output
    for _ in 0..<10 {
      let outcome = toyc(damage.applied(to: module), "--emit", "loops", file: "a.mlir")
      #expect(outcome.status == 0 ? !outcome.output.isEmpty : outcome.errors.contains("error: "))
    }
  }

  @Test(arguments: [
    (
      #""func.func"() <{function_type = (i32) -> (), sym_name = "main"}> ({ ^bb0(%a: i32): "func.return"() : () -> () }) : () -> ()"#,
      "has a function 'main' without parameters"
    ),
    (
      #""toy.func"() <{function_type = () -> (), sym_name = "main", sym_visibility = "private"}> ({ "toy.return"() : () -> () }) : () -> ()"#,
      "has a function 'main' without parameters"
    ),
    (
      #""func.func"() <{function_type = () -> (), sym_name = "main"}> ({ "func.call"() <{callee = @main}> : () -> () "func.return"() : () -> () }) : () -> ()"#,
      "a.mlir:1:66: error: 'main' prints, and so may not be called"
    ),
    (
      #""toy.func"() <{function_type = () -> (), sym_name = "main"}> ({ %0 = "toy.constant"() <{value = dense<1.0> : tensor<99999999x99999999x99999999xf64>}> : () -> tensor<99999999x99999999x99999999xf64> "toy.return"() : () -> () }) : () -> ()"#,
      "has too many elements"
    ),
    (
      #""toy.func"() <{function_type = () -> (), sym_name = "main"}> ({ %0 = "toy.constant"() <{value = dense<1.0> : tensor<f64>}> : () -> tensor<f64> %1 = "toy.reshape"(%0) : (tensor<f64>) -> tensor<99999999x99999999x99999999xf64> "toy.return"() : () -> () }) : () -> ()"#,
      "is too large"
    ),
  ])
  func modulesThatCannotRunAreToldSo(_ module: String, _ message: String) {
    let outcome = toyc(module, file: "a.mlir")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}

/// Small changes to a text, different each time.
private struct Damage {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D | 1 }

  private mutating func random(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(count))
  }

  mutating func applied(to text: String) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<1 + random(4) {
      let place = random(bytes.count)
      switch random(3) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = Array("(){}[]<>,;=+*@.-:09azv \n".utf8)[random(24)]
      default:
        let piece = bytes[place..<min(bytes.count, place + random(20))]
        bytes.insert(contentsOf: piece, at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
