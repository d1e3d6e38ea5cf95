/// A dot product as an instruction: `c[j] += a[k] * b[j, k]`, whole and in part.
struct DotProduct {
  /// How many `j` there are.
  var columns: Int
  /// How many `k` there are.
  var terms: Int
  /// The type of the elements of `a` and `b`.
  var type: String
  /// The type of the sums, `i32` or `f32`.
  var sum = "i32"
  /// How elements of `a` and of `b` become that: `extsi`, `extui` or `extf`.
  var extensions: (left: String, right: String)

  /// The instruction of this product: whole, and in part.
  ///
  /// The part for the rest of a tile reads nothing but its lanes and terms, and puts zeros in the place of
  /// the others; of floats negative ones in `a`, which leave a sum as it is, even a negative zero.
  ///
  /// - Parameters:
  ///   - name: what the instruction is called.
  ///   - features: what the processor must have.
  ///   - body: makes `%sum` of `%a0`, `%b0` and `%c0`, the vectors of all elements.
  /// - Returns: the text of a `program.instruction`.
  func instruction(named name: String, features: [String], _ body: String) -> String {
    let (mul, add) = sum == "f32" ? ("mulf", "addf") : ("muli", "addi")
    let zero = sum == "f32" ? "0.0" : "0"
    let count = columns * terms
    let (a, b, c) = ("vector<\(terms)x", "vector<\(count)x", "vector<\(columns)x")
    let buffers =
      "%a: memref<?x\(type)>, %i: index, %b: memref<?x\(type)>, %j: index, %c: memref<?x\(sum)>, %k: index"
    return """
      program.instruction @\(name) requires [\(features.map { "\"\($0)\"" }.joined(separator: ", "))] {
        program.func @description(%a: !program.buffer<[\(terms)], \(type), global>, %b: !program.buffer<[\(columns), \(terms)], \(type), global>) -> (%c: !program.buffer<[\(columns)], \(sum), global>) {
          program.for %j = 0 to \(columns) {
            program.for %k = 0 to \(terms) {
              program.block "dot"(%vj = %j < \(columns), reduction %vk = %k < \(terms)) {
                %0 = program.load %c[%vj] : \(sum)
                %1 = program.load %a[%vk] : \(type)
                %2 = arith.\(extensions.left) %1 : \(type) to \(sum)
                %3 = program.load %b[%vj, %vk] : \(type)
                %4 = arith.\(extensions.right) %3 : \(type) to \(sum)
                %5 = arith.\(mul) %2, %4 : \(sum)
                %6 = arith.\(add) %0, %5 : \(sum)
                program.store %6, %c[%vj]
              }
            }
          }
        }
        func.func @implementation(\(buffers)) {
          %a0 = vector.load %a[%i] : memref<?x\(type)>, \(a)\(type)>
          %b0 = vector.load %b[%j] : memref<?x\(type)>, \(b)\(type)>
          %c0 = vector.load %c[%k] : memref<?x\(sum)>, \(c)\(sum)>
      \(body)
          vector.store %sum, %c[%k] : memref<?x\(sum)>, \(c)\(sum)>
          func.return
        }
        func.func @masked(\(buffers), %lanes: index, %terms: index) {
          %nothing = arith.constant \(sum == "f32" ? "-0.0" : "0") : \(type)
          %zero = arith.constant \(zero) : \(type)
          %none = arith.constant \(zero) : \(sum)
          %za = vector.broadcast %nothing : \(type) to \(a)\(type)>
          %zb = vector.broadcast %zero : \(type) to \(b)\(type)>
          %zc = vector.broadcast %none : \(sum) to \(c)\(sum)>
          %ma = vector.create_mask %terms : \(a)i1>
          %rows = vector.create_mask %lanes, %terms : vector<\(columns)x\(terms)xi1>
          %mb = vector.shape_cast %rows : vector<\(columns)x\(terms)xi1> to \(b)i1>
          %mc = vector.create_mask %lanes : \(c)i1>
          %a0 = vector.maskedload %a[%i], %ma, %za : memref<?x\(type)>, \(a)i1>, \(a)\(type)> into \(a)\(type)>
          %b0 = vector.maskedload %b[%j], %mb, %zb : memref<?x\(type)>, \(b)i1>, \(b)\(type)> into \(b)\(type)>
          %c0 = vector.maskedload %c[%k], %mc, %zc : memref<?x\(sum)>, \(c)i1>, \(c)\(sum)> into \(c)\(sum)>
      \(body)
          vector.maskedstore %c[%k], %mc, %sum : memref<?x\(sum)>, \(c)i1>, \(c)\(sum)>
          func.return
        }
      }
      """
  }
}
