import IR
import Testing

/// Floating-point elements as numbers.
@Suite struct DenseElementsTests {
  @Test(arguments: [Type.f64, .f32, .f16, .bf16])
  func numbersComeBack(_ element: Type) {
    let type = Type.tensor(TensorType([2, 2], element))
    let numbers = [1, -0.5, 0, 96.0]
    #expect(DenseElements(numbers, type: type)?.numbers == numbers)
    let splat = DenseElements([3, 3, 3, 3], type: type)
    #expect(splat?.isSplat == true)
    #expect(splat?.numbers == [3, 3, 3, 3])
  }

  @Test func theyAreRoundedToTheElementType() {
    let type = Type.tensor(TensorType([1], .f32))
    #expect(DenseElements([0.1], type: type)?.numbers == [Double(Float(0.1))])
  }

  @Test func whatDoesNotFitIsRefused() {
    #expect(DenseElements([1], type: .tensor(TensorType([2], .f64))) == nil)
    #expect(DenseElements([1], type: .tensor(TensorType([nil], .f64))) == nil)
    #expect(DenseElements([1], type: .tensor(TensorType([1], .i64))) == nil)
    #expect(DenseElements([], type: .tensor(TensorType([0, 3], .f64)))?.numbers == [])
    let huge = Type.tensor(TensorType([1 << 40, 1 << 40], .f64))
    #expect(DenseElements([], type: huge) == nil)
    #expect(
      DenseElements(type: huge, bytes: Array(repeating: 0, count: 8), isSplat: true).numbers == nil)
    #expect(DenseElements(type: .tensor(TensorType([2], .f64)), bytes: [1]).numbers == nil)
    #expect(
      DenseElements(type: .tensor(TensorType([1], .i32)), bytes: [1, 0, 0, 0]).numbers == nil)
  }
}
