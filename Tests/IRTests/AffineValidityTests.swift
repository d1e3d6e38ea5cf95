import Dialects
import IR
import Testing

/// What may be a dimension or a symbol, in programs that are hard to look through.
@Suite struct AffineValidityTests {
  /// Each sum is made of the one before twice: there are 2^60 ways from the last to the counter.
  @Test func sumsOfSumsAreCheckedOnce() throws {
    let sums = (0..<60).map {
      "  %a\($0 + 1) = affine.apply affine_map<(d0, d1) -> (d0 + d1)>(%a\($0), %a\($0))\n"
    }
    let module = try Module.parse(
      """
      func.func @f(%m: memref<?xf32>) {
        affine.for %a0 = 0 to 5 {
      \(sums.joined())    %x = affine.load %m[%a60] : memref<?xf32>
        }
        func.return
      }
      """, context: Context(dialects: Dialects.all))
    #expect(!module.verify().hasErrors)
  }
}
