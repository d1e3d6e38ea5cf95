/// The product of the sizes; nil where a size is negative or the product does not fit an `Int`.
///
/// A shape with a zero in it has no elements, however large the other sizes are.
func elementCount(of shape: [Int]) -> Int? {
  if shape.contains(where: { $0 < 0 }) { return nil }
  if shape.contains(0) { return 0 }
  var product = 1
  for size in shape {
    let (next, overflow) = product.multipliedReportingOverflow(by: size)
    if overflow { return nil }
    product = next
  }
  return product
}
