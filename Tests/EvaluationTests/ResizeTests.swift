import Dialects
import Evaluation
import IR
import Support
import Testing

/// The numbers are those of the onnx package's reference implementation.
@Suite struct ResizeTests {
  private let wave = floats([1, 6], [1, 4, 2, 8, 5, 7])

  private func resize(
    _ x: TensorValue, _ sizes: [IndexExpression], scales: [Double]? = nil,
    region: [Double]? = nil, _ change: (inout Graph.ResizeOptions) -> Void
  ) throws -> [Float] {
    var options = Graph.ResizeOptions()
    change(&options)
    let result = try evaluatingOne(x) {
      try Graph.Resize(
        $0[0], options: options, scales: scales, region: region, sizes: sizes, in: $1)
    }
    return try #require(result.elements(as: Float.self))
  }

  private func expect(
    _ actual: [Float], _ expected: [Float], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(
      floats([actual.count], actual), floats([expected.count], expected), atol: 2e-6,
      sourceLocation: sourceLocation)
  }

  @Test func nearest() throws {
    let x = counting([1, 4])
    expect(try resize(x, [1, 6]) { _ in }, [0, 0, 1, 2, 2, 3])
    expect(
      try resize(x, [1, 8]) { ($0.coordinates, $0.nearest) = (.asymmetric, .ceil) },
      [0, 1, 1, 2, 2, 3, 3, 3])
    expect(
      try resize(x, [1, 6]) { ($0.coordinates, $0.nearest) = (.asymmetric, .floor) },
      [0, 0, 1, 2, 2, 3])
  }

  @Test func linearInTwoDimensions() throws {
    let x = floats([2, 2], [1, 2, 3, 4])
    expect(
      try resize(x, [4, 4]) { $0.interpolation = .linear },
      [1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4])
    expect(
      try resize(x, [3, 3]) { ($0.interpolation, $0.coordinates) = (.linear, .alignCorners) },
      [1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4])
  }

  @Test func cubic() throws {
    expect(
      try resize(wave, [1, 9]) { $0.interpolation = .cubic },
      [0.7395837, 2.6875, 3.869216, 1.818287, 5.09375, 8.055558, 5.361112, 5.71875, 7.173614])
    expect(
      try resize(wave, [1, 9]) {
        ($0.interpolation, $0.excludesOutside, $0.cubicCoefficient) = (.cubic, true, -0.5)
      },
      [0.8026324, 2.529412, 3.863425, 1.928242, 5.0625, 7.962962, 5.314816, 5.882353, 7.131578])
  }

  @Test func antialiasing() throws {
    expect(
      try resize(wave, [1, 3]) { ($0.interpolation, $0.antialiases) = (.linear, true) },
      [2.25, 4.875, 6.375])
    expect(
      try resize(wave, [1, 4]) { ($0.interpolation, $0.antialiases) = (.cubic, true) },
      [2.048613, 3.317128, 6.488426, 6.208332])
  }

  @Test func scalesThatDoNotDivide() throws {
    let scales = [1, Double(Float(0.6))]
    expect(
      try resize(wave, [1, 3], scales: scales) { $0.interpolation = .linear }, [2, 2, 6])
    expect(
      try resize(wave, [1, 3], scales: scales) {
        ($0.interpolation, $0.coordinates) = (.linear, .halfPixelSymmetric)
      }, [3.5, 5, 5.333333])
  }

  @Test func regionOfInterest() throws {
    expect(
      try resize(counting([1, 5]), [1, 3], region: [0, 0.5, 1, 1.25]) {
        ($0.interpolation, $0.coordinates, $0.extrapolationValue) = (.linear, .cropAndResize, 9)
      }, [2, 3.5, 9])
  }
}
