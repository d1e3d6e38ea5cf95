extension InstructionLibrary {
  /// Tiles of x86 processors with AMX, `x86.tile_u8s8` and `x86.tile_bf16`.
  ///
  /// `c[i, j] += a[i, k] * b[k / n, j, k % n]` for 16 i, 16 j and 64 bytes of k, n of which are four
  /// bytes: unsigned by signed bytes into `i32` (`tdpbusd`), `bf16` into `f32` (`tdpbf16ps`). Rows may be any
  /// distance apart. The process must have asked its system for the use of tiles.
  ///
  /// A part is a configuration of fewer rows and shorter ones. Where a group of four bytes is not whole,
  /// which no configuration says, it is computed term by term.
  public static let amx = InstructionLibrary(
    named: "AMX instructions",
    [
      tile(
        "u8s8", feature: "amx-int8", bytes: 1, types: ("i8", "i32"), intrinsic: "tdpbusd",
        product: """
                    %2 = arith.extui %1 : i8 to i32
                    %4 = arith.extsi %3 : i8 to i32
                    %5 = arith.muli %2, %4 : i32
                    %6 = arith.addi %0, %5 : i32
          """),
      tile(
        "bf16", feature: "amx-bf16", bytes: 2, types: ("bf16", "f32"), intrinsic: "tdpbf16ps",
        product: """
                    %2 = arith.extf %1 : bf16 to f32
                    %4 = arith.extf %3 : bf16 to f32
                    %5 = arith.mulf %2, %4 : f32
                    %6 = arith.addf %0, %5 : f32
          """),
    ].joined(separator: "\n\n"))

  private static func tile(
    _ name: String, feature: String, bytes: Int, types: (term: String, sum: String),
    intrinsic: String, product: String
  ) -> String {
    let group = 4 / bytes
    let (terms, term, sum) = (16 * group, types.term, types.sum)
    /// Where a tile begins, and the bytes between its rows.
    func address(_ buffer: String, _ place: String, _ type: String, _ size: Int) -> String {
      """
          %\(buffer)_size = arith.constant \(size) : index
          %\(buffer)0 = memref.extract_aligned_pointer_as_index %\(buffer) : memref<?x\(type)> -> index
          %\(buffer)1 = arith.muli %\(place), %\(buffer)_size : index
          %\(buffer)2 = arith.addi %\(buffer)0, %\(buffer)1 : index
          %\(buffer)3 = arith.index_cast %\(buffer)2 : index to i64
          %\(buffer)4 = llvm.inttoptr %\(buffer)3 : i64 to !llvm.ptr
          %\(buffer)5 = arith.muli %\(buffer)_row, %\(buffer)_size : index
          %\(buffer)6 = arith.index_cast %\(buffer)5 : index to i64
      """
    }
    func load(_ tile: Int, _ buffer: String) -> String {
      "    \"llvm.call_intrinsic\"(%t\(tile), %\(buffer)4, %\(buffer)6) <{intrin = \"llvm.x86.tileloadd64\"}> : (i8, !llvm.ptr, i64) -> ()"
    }
    // Rows of each tile and the bytes in them: of the sums, of `a` and of `b`.
    let tiles = """
            %t0 = arith.constant 0 : i8
            %t1 = arith.constant 1 : i8
            %t2 = arith.constant 2 : i8
            %config = memref.alloca() {alignment = 64 : i64} : memref<64xi8>
            %none = arith.constant dense<0> : vector<64xi8>
            vector.store %none, %config[%zero] : memref<64xi8>, vector<64xi8>
            memref.store %t1, %config[%zero] : memref<64xi8>
            %four = arith.constant 4 : index
            %wide = arith.muli %columns, %four : index
            %deep = arith.muli %groups, %four : index
      \(configuration)
            %x0 = memref.extract_aligned_pointer_as_index %config : memref<64xi8> -> index
            %x1 = arith.index_cast %x0 : index to i64
            %x2 = llvm.inttoptr %x1 : i64 to !llvm.ptr
            "llvm.call_intrinsic"(%x2) <{intrin = "llvm.x86.ldtilecfg"}> : (!llvm.ptr) -> ()
      \(address("a", "i", term, bytes))
      \(address("b", "j", term, bytes))
      \(address("c", "k", sum, 4))
      \(load(0, "c"))
      \(load(1, "a"))
      \(load(2, "b"))
            "llvm.call_intrinsic"(%t0, %t1, %t2) <{intrin = "llvm.x86.\(intrinsic)"}> : (i8, i8, i8) -> ()
            "llvm.call_intrinsic"(%t0, %c4, %c6) <{intrin = "llvm.x86.tilestored64"}> : (i8, !llvm.ptr, i64) -> ()
            "llvm.call_intrinsic"() <{intrin = "llvm.x86.tilerelease"}> : () -> ()
      """
    let buffers =
      "%a: memref<?x\(term)>, %i: index, %b: memref<?x\(term)>, %j: index, %c: memref<?x\(sum)>, %k: index, %a_row: index, %b_row: index, %c_row: index"
    return """
      program.instruction @x86.tile_\(name) requires ["amx-tile", "\(feature)"] {
        program.func @description(%a: !program.buffer<[16, a_row], \(term), global>, %b: !program.buffer<[16, b_row], \(term), global>) -> (%c: !program.buffer<[16, c_row], \(sum), global>) where a_row in <\(terms), 1073741824>, b_row in <\(terms), 1073741824>, c_row in <16, 1073741824> {
          program.for %i = 0 to 16 {
            program.for %j = 0 to 16 {
              program.for %g = 0 to 16 {
                program.for %t = 0 to \(group) {
                  program.block "tile"(%vi = %i < 16, %vj = %j < 16, reduction %vg = %g < 16, reduction %vt = %t < \(group)) {
                    %0 = program.load %c[%vi, %vj] : \(sum)
                    %1 = program.load %a[%vi, %vg * \(group) + %vt] : \(term)
                    %3 = program.load %b[%vg, %vj * \(group) + %vt] : \(term)
      \(product)
                    program.store %6, %c[%vi, %vj]
                  }
                }
              }
            }
          }
        }
        func.func @implementation(\(buffers)) {
          %zero = arith.constant 0 : index
          %rows = arith.constant 16 : index
          %columns = arith.constant 16 : index
          %groups = arith.constant 16 : index
      \(tiles)
          func.return
        }
        func.func @masked(\(buffers), %rows: index, %columns: index, %groups: index, %terms: index) {
          %zero = arith.constant 0 : index
          %one = arith.constant 1 : index
          %group = arith.constant \(group) : index
          %whole = arith.cmpi eq, %terms, %group : index
          scf.if %whole {
      \(tiles)
          } else {
            scf.for %p = %zero to %rows step %one {
              scf.for %q = %zero to %columns step %one {
                %c0 = arith.muli %p, %c_row : index
                %c1 = arith.addi %k, %c0 : index
                %c2 = arith.addi %c1, %q : index
                scf.for %r = %zero to %groups step %one {
                  scf.for %s = %zero to %terms step %one {
                    %a0 = arith.muli %p, %a_row : index
                    %a1 = arith.muli %r, %group : index
                    %a2 = arith.addi %a0, %a1 : index
                    %a3 = arith.addi %a2, %s : index
                    %a4 = arith.addi %i, %a3 : index
                    %b0 = arith.muli %r, %b_row : index
                    %b1 = arith.muli %q, %group : index
                    %b2 = arith.addi %b0, %b1 : index
                    %b3 = arith.addi %b2, %s : index
                    %b4 = arith.addi %j, %b3 : index
                    %0 = memref.load %c[%c2] : memref<?x\(sum)>
                    %1 = memref.load %a[%a4] : memref<?x\(term)>
                    %3 = memref.load %b[%b4] : memref<?x\(term)>
      \(product)
                    memref.store %6, %c[%c2] : memref<?x\(sum)>
                  }
                }
              }
            }
          }
          func.return
        }
      }
      """
  }

  /// Writes the sizes of the tiles into the bytes of a configuration, of which the first says that
  /// there are some: the bytes of a row of tile t at 16 + 2 t, its rows at 48 + t.
  private static var configuration: String {
    let sizes = [
      (16, "wide"), (18, "deep"), (20, "wide"), (48, "rows"), (49, "rows"), (50, "groups"),
    ]
    return sizes.map { place, size in
      """
            %at\(place) = arith.constant \(place) : index
            %size\(place) = arith.index_cast %\(size) : index to i8
            memref.store %size\(place), %config[%at\(place)] : memref<64xi8>
      """
    }.joined(separator: "\n")
  }
}
