import Dialects
import IR
import Support
import TestSupport
import Testing

/// Which references to symbols are refused, beside MLIR.
@Suite struct SymbolOracleTests {
  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil })
  func mlirRefusesTheSame() throws {
    let tool = try #require(Tool.mlirOpt)
    let file = try #require(Corpus.files(in: "errors-loops").first { $0.name.contains("symbols") })
    let context = Context(dialects: Dialects.all)
    for part in file.text.split(separator: "// -----\n") {
      let known = try tool.run([], on: String(part))
      #expect(known.status != 0, "MLIR takes\n\(part)")
      let module = try Module.parse(String(part), file: "f", context: context)
      #expect(module.verify().errorCount == 1)
    }
  }

  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil })
  func mlirTakesTheSame() throws {
    let text = """
      llvm.func @printf(!llvm.ptr, ...) -> i32
      llvm.mlir.global internal constant @text("a\\00") : !llvm.array<2 x i8>
      llvm.func @prints(%x: f64) {
        %0 = llvm.mlir.addressof @text : !llvm.ptr
        %1 = llvm.call @printf(%0, %x) vararg(!llvm.func<i32 (ptr, ...)>) : (!llvm.ptr, f64) -> i32
        %2 = llvm.mlir.addressof @prints : !llvm.ptr
        llvm.return
      }
      memref.global "private" @m : memref<2xf32>
      module {
        func.func private @g() -> memref<2xf32>
        memref.global "private" @m : memref<2xf32>
        func.func @f() -> memref<2xf32> {
          %0 = memref.get_global @m : memref<2xf32>
          %1 = func.call @g() : () -> memref<2xf32>
          %2 = func.constant @f : () -> memref<2xf32>
          func.return %0 : memref<2xf32>
        }
      }
      """
    let tool = try #require(Tool.mlirOpt)
    let known = try tool.run([], on: text)
    #expect(known.status == 0, "\(known.errors)")
    let module = try Module.parse(text, file: "f", context: Context(dialects: Dialects.all))
    #expect(module.verify().all.map(\.description) == [])
  }
}
