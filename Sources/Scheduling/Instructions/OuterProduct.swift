extension InstructionLibrary {
  /// An outer-product micro-kernel, `c[i, j] += a[i, k] * b[k, j]`, as the instruction `name`.
  ///
  /// It runs over `rows`, a multiple `columns` of `lanes`, and any number of k, all distances between
  /// rows as they come; its accumulators are in registers. Distances of neighbours along k in `a` and
  /// along j are one. In part it runs over the first rows, columns and k, under masks.
  ///
  /// - Parameters:
  ///   - name: the instruction's name.
  ///   - rows: how many rows of `c` it computes at once.
  ///   - vectors: how many vectors wide it is.
  ///   - lanes: how many `f32` a vector holds.
  ///   - features: what the processor must have for that.
  /// - Returns: a library of this one instruction.
  public static func outerProduct(
    named name: String, rows: Int, vectors: Int, lanes: Int, features: [String] = []
  ) -> InstructionLibrary {
    let (columns, vector) = (vectors * lanes, "vector<\(lanes)xf32>")
    let mask = "vector<\(lanes)xi1>"
    let places = (0..<rows).flatMap { row in (0..<vectors).map { (row, $0) } }
    func each(_ text: (_ row: Int, _ column: Int) -> String) -> String {
      places.map { text($0.0, $0.1) }.joined(separator: "\n    ")
    }
    func list(_ text: (_ row: Int, _ column: Int) -> String) -> String {
      places.map { text($0.0, $0.1) }.joined(separator: ", ")
    }
    let requirement =
      features.isEmpty ? "" : "requires [\(features.map { "\"\($0)\"" }.joined(separator: ", "))] "
    let text = """
      program.instruction @\(name) \(requirement){
        program.func @description(%a: !program.buffer<[\(rows), a_row], f32, global>, %b: !program.buffer<[terms, b_row], f32, global>) -> (%c: !program.buffer<[\(rows), c_row], f32, global>) where a_row in <0, 1099511627776>, b_row in <0, 1099511627776>, c_row in <\(columns), 1099511627776>, terms in <0, 1099511627776> {
          program.for %i = 0 to \(rows) {
            program.for %j = 0 to \(columns) {
              program.for %k = 0 to terms {
                program.block "product"(%vi = %i < \(rows), %vj = %j < \(columns), reduction %vk = %k < terms) {
                  %0 = program.load %c[%vi, %vj] : f32
                  %1 = program.load %a[%vi, %vk] : f32
                  %2 = program.load %b[%vk, %vj] : f32
                  %3 = arith.mulf %1, %2 : f32
                  %4 = arith.addf %0, %3 : f32
                  program.store %4, %c[%vi, %vj]
                }
              }
            }
          }
        }
        func.func @implementation(%a: memref<?xf32>, %pa: index, %b: memref<?xf32>, %pb: index, %c: memref<?xf32>, %pc: index, %a_row: index, %b_row: index, %c_row: index, %terms: index) {
          %zero = arith.constant 0 : index
          %one = arith.constant 1 : index
      \((0..<rows).map { "    %row\($0) = arith.constant \($0) : index" }.joined(separator: "\n"))
      \((0..<vectors).map { "    %column\($0) = arith.constant \($0 * lanes) : index" }.joined(separator: "\n"))
          \(each { "%m\($0)_\($1) = arith.muli %row\($0), %c_row : index\n    %n\($0)_\($1) = arith.addi %m\($0)_\($1), %pc : index\n    %p\($0)_\($1) = arith.addi %n\($0)_\($1), %column\($1) : index\n    %s\($0)_\($1) = vector.load %c[%p\($0)_\($1)] : memref<?xf32>, \(vector)" })
          %sums:\(places.count) = scf.for %k = %zero to %terms step %one iter_args(\(list { "%t\($0)_\($1) = %s\($0)_\($1)" })) -> (\(list { _, _ in vector })) {
            %q = arith.muli %k, %b_row : index
            %r = arith.addi %q, %pb : index
      \((0..<vectors).map { "      %r\($0) = arith.addi %r, %column\($0) : index\n      %y\($0) = vector.load %b[%r\($0)] : memref<?xf32>, \(vector)" }.joined(separator: "\n"))
            %u = arith.addi %k, %pa : index
      \((0..<rows).map { "      %u\($0) = arith.muli %row\($0), %a_row : index\n      %v\($0) = arith.addi %u\($0), %u : index\n      %w\($0) = memref.load %a[%v\($0)] : memref<?xf32>\n      %x\($0) = vector.broadcast %w\($0) : f32 to \(vector)" }.joined(separator: "\n"))
            \(each { "%z\($0)_\($1) = vector.fma %x\($0), %y\($1), %t\($0)_\($1) : \(vector)" })
            scf.yield \(list { "%z\($0)_\($1)" }) : \(list { _, _ in vector })
          }
          \(places.enumerated().map { "vector.store %sums#\($0.offset), %c[%p\($0.element.0)_\($0.element.1)] : memref<?xf32>, \(vector)" }.joined(separator: "\n    "))
          func.return
        }
        func.func @masked(%a: memref<?xf32>, %pa: index, %b: memref<?xf32>, %pb: index, %c: memref<?xf32>, %pc: index, %a_row: index, %b_row: index, %c_row: index, %terms: index, %rows: index, %columns: index, %count: index) {
          %zero = arith.constant 0 : index
          %one = arith.constant 1 : index
          %none = arith.constant dense<0.0> : \(vector)
          %end = arith.subi %rows, %one : index
      \((0..<rows).map { "    %row\($0) = arith.constant \($0) : index\n    %in\($0) = arith.cmpi slt, %row\($0), %rows : index\n    %near\($0) = arith.minsi %row\($0), %end : index" }.joined(separator: "\n"))
      \((0..<vectors).map { "    %column\($0) = arith.constant \($0 * lanes) : index\n    %left\($0) = arith.subi %columns, %column\($0) : index\n    %mask\($0) = vector.create_mask %left\($0) : \(mask)" }.joined(separator: "\n"))
          \(each { "%k\($0)_\($1) = arith.select %in\($0), %left\($1), %zero : index\n    %o\($0)_\($1) = vector.create_mask %k\($0)_\($1) : \(mask)\n    %m\($0)_\($1) = arith.muli %near\($0), %c_row : index\n    %n\($0)_\($1) = arith.addi %m\($0)_\($1), %pc : index\n    %p\($0)_\($1) = arith.addi %n\($0)_\($1), %column\($1) : index\n    %s\($0)_\($1) = vector.maskedload %c[%p\($0)_\($1)], %o\($0)_\($1), %none : memref<?xf32>, \(mask), \(vector) into \(vector)" })
          %sums:\(places.count) = scf.for %k = %zero to %count step %one iter_args(\(list { "%t\($0)_\($1) = %s\($0)_\($1)" })) -> (\(list { _, _ in vector })) {
            %q = arith.muli %k, %b_row : index
            %r = arith.addi %q, %pb : index
      \((0..<vectors).map { "      %r\($0) = arith.addi %r, %column\($0) : index\n      %y\($0) = vector.maskedload %b[%r\($0)], %mask\($0), %none : memref<?xf32>, \(mask), \(vector) into \(vector)" }.joined(separator: "\n"))
            %u = arith.addi %k, %pa : index
      \((0..<rows).map { "      %u\($0) = arith.muli %near\($0), %a_row : index\n      %v\($0) = arith.addi %u\($0), %u : index\n      %w\($0) = memref.load %a[%v\($0)] : memref<?xf32>\n      %x\($0) = vector.broadcast %w\($0) : f32 to \(vector)" }.joined(separator: "\n"))
            \(each { "%z\($0)_\($1) = vector.fma %x\($0), %y\($1), %t\($0)_\($1) : \(vector)" })
            scf.yield \(list { "%z\($0)_\($1)" }) : \(list { _, _ in vector })
          }
          \(places.enumerated().map { "vector.maskedstore %c[%p\($0.element.0)_\($0.element.1)], %o\($0.element.0)_\($0.element.1), %sums#\($0.offset) : memref<?xf32>, \(mask), \(vector)" }.joined(separator: "\n    "))
          func.return
        }
      }
      """
    return InstructionLibrary(named: name, text)
  }
}
