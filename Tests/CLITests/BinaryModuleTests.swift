import Foundation
import Testing

/// Modules in the binary form on the command line.
@Suite struct BinaryModuleTests {
  private static let text = """
    "builtin.module"() ({
      "func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
      ^bb0(%arg0: f32):
        %0 = "arith.addf"(%arg0, %arg0) : (f32, f32) -> f32
        "func.return"(%0) : (f32) -> ()
      }) : () -> ()
    }) : () -> ()

    """

  private func path(_ folder: URL, _ name: String) -> String {
    folder.appending(path: name).path(percentEncoded: false)
  }

  @Test func optWritesAndReadsBinaryModules() throws {
    try Executable.withFolder { folder in
      try Data(Self.text.utf8).write(to: folder.appending(path: "m.mlir"))
      let binary = path(folder, "m.tangram")
      let written = try Executable.run([
        "opt", path(folder, "m.mlir"), "--emit-binary", "-o", binary,
      ])
      #expect(written.status == 0, "\(written.errors)")
      #expect(written.output.isEmpty)
      let read = try Executable.run(["opt", binary])
      #expect(read.status == 0, "\(read.errors)")
      let again = try Executable.run(["opt", path(folder, "m.mlir")])
      #expect(read.output == again.output)
      // Locations lead back to the text.
      let places = try Executable.run(["opt", binary, "--print-locations"])
      #expect(places.output.contains("m.mlir\":4:5"))
    }
  }

  @Test func wrongOnesAreRefused() throws {
    try Executable.withFolder { folder in
      try Data(Self.text.utf8).write(to: folder.appending(path: "m.mlir"))
      let withoutFile = try Executable.run(["opt", path(folder, "m.mlir"), "--emit-binary"])
      #expect(withoutFile.status == 64)
      #expect(withoutFile.errors.contains("'--emit-binary' needs '-o FILE'"))
      let cut: [UInt8] = [0x89, 0x54, 0x47, 0x4D, 0x0D, 0x0A, 0x1A, 0x0A, 1]
      try Data(cut).write(to: folder.appending(path: "cut.tangram"))
      let refused = try Executable.run(["opt", path(folder, "cut.tangram")])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("at byte 9: the data end too early"))
      #expect(refused.isOrderly)
    }
  }
}
