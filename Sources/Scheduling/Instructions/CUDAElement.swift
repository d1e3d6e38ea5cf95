/// What the elements of a warp's matrix are.
struct CUDAElement {
  /// In a program's types, in an instruction's name, and in PTX.
  let type: String
  let name: String
  let ptx: String
  let bytes: Int
  /// What a register of the matrix is for LLVM, and how many of its elements are in one.
  let register: String
  let count: Int
  /// How many registers a thread has of a matrix of 16 x 16 by `wmma`, factors being there twice over for `f16`.
  let wmmaRegisters: Int

  static let half = CUDAElement(
    type: "f16", name: "f16", ptx: "f16", bytes: 2, register: "vector<2xf16>", count: 2,
    wmmaRegisters: 8)
  static let brainFloat = CUDAElement(
    type: "bf16", name: "bf16", ptx: "bf16", bytes: 2, register: "i32", count: 2,
    wmmaRegisters: 4)
  static let byte = CUDAElement(
    type: "i8", name: "s8", ptx: "s8", bytes: 1, register: "i32", count: 4, wmmaRegisters: 2)
  static let sumsOfFloat = CUDAElement(
    type: "f32", name: "f32", ptx: "f32", bytes: 4, register: "f32", count: 1,
    wmmaRegisters: 8)
  static let sumsOfHalf = CUDAElement(
    type: "f16", name: "f16", ptx: "f16", bytes: 2, register: "vector<2xf16>", count: 2,
    wmmaRegisters: 4)
  static let sumsOfWord = CUDAElement(
    type: "i32", name: "i32", ptx: "s32", bytes: 4, register: "i32", count: 1, wmmaRegisters: 8)

  /// A struct of registers, as intrinsics give it.
  func registers(_ count: Int) -> String {
    "!llvm.struct<(\([String](repeating: register, count: count).joined(separator: ", ")))>"
  }
}
