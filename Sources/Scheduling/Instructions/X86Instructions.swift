extension InstructionLibrary {
  /// Dot products and copies of x86 processors with 512-bit vectors.
  ///
  /// | instruction | what it computes |
  /// |---|---|
  /// | `x86.dot_u8s8_16x4` | `c[j] += a[k] * b[j, k]` for 16 j, 4 k: unsigned by signed bytes into `i32` (`vpdpbusd`) |
  /// | `x86.dot_bf16_16x2` | `c[j] += a[k] * b[j, k]` for 16 j, 2 k: `bf16` into `f32` (`vdpbf16ps`) |
  /// | `x86.copy_f32x16` | `y[j] = x[j]` for 16 j: a vector loaded and stored |
  public static let x86 = InstructionLibrary(
    named: "x86 instructions",
    """
    program.instruction @x86.dot_u8s8_16x4 requires ["avx512f", "avx512vnni"] {
      \(dotProduct(columns: 16, terms: 4, of: "i8", "extui", "extsi"))
      func.func @implementation(%a: memref<?xi8>, %i: index, %b: memref<?xi8>, %j: index, %c: memref<?xi32>, %k: index) {
        %0 = vector.load %a[%i] : memref<?xi8>, vector<4xi8>
        %1 = llvm.bitcast %0 : vector<4xi8> to i32
        %2 = vector.broadcast %1 : i32 to vector<16xi32>
        %3 = vector.load %b[%j] : memref<?xi8>, vector<64xi8>
        %4 = llvm.bitcast %3 : vector<64xi8> to vector<16xi32>
        %5 = vector.load %c[%k] : memref<?xi32>, vector<16xi32>
        %6 = "llvm.call_intrinsic"(%5, %2, %4) <{intrin = "llvm.x86.avx512.vpdpbusd.512"}> : (vector<16xi32>, vector<16xi32>, vector<16xi32>) -> vector<16xi32>
        vector.store %6, %c[%k] : memref<?xi32>, vector<16xi32>
        func.return
      }
      func.func @masked(%a: memref<?xi8>, %i: index, %b: memref<?xi8>, %j: index, %c: memref<?xi32>, %k: index, %lanes: index, %terms: index) {
        %z8 = arith.constant 0 : i8
        %z32 = arith.constant 0 : i32
        %za = vector.broadcast %z8 : i8 to vector<4xi8>
        %zb = vector.broadcast %z8 : i8 to vector<64xi8>
        %zc = vector.broadcast %z32 : i32 to vector<16xi32>
        %ma = vector.create_mask %terms : vector<4xi1>
        %rows = vector.create_mask %lanes, %terms : vector<16x4xi1>
        %mb = vector.shape_cast %rows : vector<16x4xi1> to vector<64xi1>
        %mc = vector.create_mask %lanes : vector<16xi1>
        %0 = vector.maskedload %a[%i], %ma, %za : memref<?xi8>, vector<4xi1>, vector<4xi8> into vector<4xi8>
        %1 = llvm.bitcast %0 : vector<4xi8> to i32
        %2 = vector.broadcast %1 : i32 to vector<16xi32>
        %3 = vector.maskedload %b[%j], %mb, %zb : memref<?xi8>, vector<64xi1>, vector<64xi8> into vector<64xi8>
        %4 = llvm.bitcast %3 : vector<64xi8> to vector<16xi32>
        %5 = vector.maskedload %c[%k], %mc, %zc : memref<?xi32>, vector<16xi1>, vector<16xi32> into vector<16xi32>
        %6 = "llvm.call_intrinsic"(%5, %2, %4) <{intrin = "llvm.x86.avx512.vpdpbusd.512"}> : (vector<16xi32>, vector<16xi32>, vector<16xi32>) -> vector<16xi32>
        vector.maskedstore %c[%k], %mc, %6 : memref<?xi32>, vector<16xi1>, vector<16xi32>
        func.return
      }
    }

    program.instruction @x86.dot_bf16_16x2 requires ["avx512f", "avx512bf16"] {
      program.func @description(%a: !program.buffer<[2], bf16, global>, %b: !program.buffer<[16, 2], bf16, global>) -> (%c: !program.buffer<[16], f32, global>) {
        program.for %j = 0 to 16 {
          program.for %k = 0 to 2 {
            program.block "dot"(%vj = %j < 16, reduction %vk = %k < 2) {
              %0 = program.load %c[%vj] : f32
              %1 = program.load %a[%vk] : bf16
              %2 = arith.extf %1 : bf16 to f32
              %3 = program.load %b[%vj, %vk] : bf16
              %4 = arith.extf %3 : bf16 to f32
              %5 = arith.mulf %2, %4 : f32
              %6 = arith.addf %0, %5 : f32
              program.store %6, %c[%vj]
            }
          }
        }
      }
      func.func @implementation(%a: memref<?xbf16>, %i: index, %b: memref<?xbf16>, %j: index, %c: memref<?xf32>, %k: index) {
        %0 = vector.load %a[%i] : memref<?xbf16>, vector<2xbf16>
        %1 = llvm.bitcast %0 : vector<2xbf16> to i32
        %2 = vector.broadcast %1 : i32 to vector<16xi32>
        %3 = llvm.bitcast %2 : vector<16xi32> to vector<32xbf16>
        %4 = vector.load %b[%j] : memref<?xbf16>, vector<32xbf16>
        %5 = llvm.bitcast %4 : vector<32xbf16> to vector<32xbf16>
        %6 = vector.load %c[%k] : memref<?xf32>, vector<16xf32>
        %7 = "llvm.call_intrinsic"(%6, %3, %5) <{intrin = "llvm.x86.avx512bf16.dpbf16ps.512"}> : (vector<16xf32>, vector<32xbf16>, vector<32xbf16>) -> vector<16xf32>
        vector.store %7, %c[%k] : memref<?xf32>, vector<16xf32>
        func.return
      }
    }

    program.instruction @x86.copy_f32x16 requires ["avx512f"] {
      program.func @description(%x: !program.buffer<[16], f32, global>) -> (%y: !program.buffer<[16], f32, global>) {
        program.for %j = 0 to 16 {
          program.block "copy"(%vj = %j < 16) {
            %0 = program.load %x[%vj] : f32
            program.store %0, %y[%vj]
          }
        }
      }
      func.func @implementation(%x: memref<?xf32>, %i: index, %y: memref<?xf32>, %j: index) {
        %0 = vector.load %x[%i] : memref<?xf32>, vector<16xf32>
        vector.store %0, %y[%j] : memref<?xf32>, vector<16xf32>
        func.return
      }
      func.func @masked(%x: memref<?xf32>, %i: index, %y: memref<?xf32>, %j: index, %lanes: index) {
        %zero = arith.constant 0.0 : f32
        %rest = vector.broadcast %zero : f32 to vector<16xf32>
        %mask = vector.create_mask %lanes : vector<16xi1>
        %0 = vector.maskedload %x[%i], %mask, %rest : memref<?xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
        vector.maskedstore %y[%j], %mask, %0 : memref<?xf32>, vector<16xi1>, vector<16xf32>
        func.return
      }
    }
    """)

  /// An outer-product micro-kernel, `c[i, j] += a[i, k] * b[k, j]`, as the instruction `name`.
  ///
  /// It runs over `rows`, a multiple `columns` of `lanes`, and any number of k, all distances between
  /// rows as they come; its accumulators are in registers. Distances of neighbours along k in `a` and
  /// along j are one.
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
      }
      """
    return InstructionLibrary(named: name, text)
  }
}
