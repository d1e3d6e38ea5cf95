extension InstructionLibrary {
  /// What dot products of integers compute: `c[j] += a[k] * b[j, k]` into `i32`.
  ///
  /// - Parameters:
  ///   - columns: how many `j` there are.
  ///   - terms: how many `k` there are.
  ///   - type: of the elements of `a` and `b`.
  ///   - left: how those of `a` become `i32`: `extsi` or `extui`.
  ///   - right: the same for `b`.
  /// - Returns: the function `@description` of a `program.instruction`, as text.
  static func dotProduct(
    columns: Int, terms: Int, of type: String, _ left: String, _ right: String
  ) -> String {
    """
    program.func @description(%a: !program.buffer<[\(terms)], \(type), global>, %b: !program.buffer<[\(columns), \(terms)], \(type), global>) -> (%c: !program.buffer<[\(columns)], i32, global>) {
      program.for %j = 0 to \(columns) {
        program.for %k = 0 to \(terms) {
          program.block "dot"(%vj = %j < \(columns), reduction %vk = %k < \(terms)) {
            %0 = program.load %c[%vj] : i32
            %1 = program.load %a[%vk] : \(type)
            %2 = arith.\(left) %1 : \(type) to i32
            %3 = program.load %b[%vj, %vk] : \(type)
            %4 = arith.\(right) %3 : \(type) to i32
            %5 = arith.muli %2, %4 : i32
            %6 = arith.addi %0, %5 : i32
            program.store %6, %c[%vj]
          }
        }
      }
    }
    """
  }
}
