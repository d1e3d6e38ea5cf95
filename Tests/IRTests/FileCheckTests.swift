import TestSupport
import Testing

/// The checker of the text tests must be able to fail.
@Suite struct FileCheckTests {
  private func failure(_ directives: String, _ text: String) -> Int? {
    var check = FileCheck(directives)
    do throws(FileCheck.Failure) {
      try check.check(text)
      return nil
    } catch {
      return error.line
    }
  }

  @Test(arguments: [
    ("// CHECK: a", "a"), ("// CHECK: b", "a b c"), ("// CHECK:   a  b ", "x a\t b"),
    ("// CHECK: a\n// CHECK-NEXT: b", "a\nb"), ("// CHECK: a\n// CHECK-SAME: b", "a x b"),
    ("// CHECK: a\n// CHECK-NOT: c\n// CHECK: d", "a\nb\nd\nc"),
    ("// CHECK-DAG: b\n// CHECK-DAG: a\n// CHECK: c", "a\nb\nc"),
    ("// CHECK: %[[X:[0-9]+]] = f\n// CHECK: g(%[[X]])", "%12 = f\ng(%12)"),
    ("// CHECK: {{a|b}}+(c)", "b+(c)"), ("// CHECK: [[X:a+]]-[[X]]", "aa-aa"),
    ("// CHECK-LABEL: f\n// CHECK: a\n// CHECK-LABEL: g\n// CHECK: b", "f\na\ng\nb"),
    ("text without directives", "x"),
  ])
  func matches(_ directives: String, _ text: String) {
    #expect(failure(directives, text) == nil)
  }

  @Test(arguments: [
    ("// CHECK: a", "b", 1), ("// CHECK: a\n// CHECK-NEXT: b", "a\nx\nb", 2),
    ("// CHECK: a\n// CHECK-SAME: b", "a\nb", 2), ("// CHECK: b\n// CHECK: a", "a\nb", 2),
    ("// CHECK: a\n// CHECK-NOT: c\n// CHECK: d", "a\nc\nd", 2),
    ("// CHECK-NOT: c", "a\nc", 1), ("// CHECK-DAG: b\n// CHECK-DAG: x", "a\nb", 2),
    ("// CHECK: %[[X:[0-9]+]] = f\n// CHECK: g(%[[X]])", "%12 = f\ng(%13)", 2),
    ("// CHECK: [[X]]", "a", 1), ("// CHECK: {{(}}", "(", 1),
    ("// CHECK-LABEL: f\n// CHECK: b\n// CHECK-LABEL: g\n// CHECK: b", "f\na\ng\nb", 2),
    ("// CHECK-LABEL: g\n// CHECK-LABEL: f", "f\ng", 2), ("\n\n// CHECK: z", "a", 3),
  ])
  func doesNotMatch(_ directives: String, _ text: String, _ line: Int) {
    #expect(failure(directives, text) == line)
  }
}
