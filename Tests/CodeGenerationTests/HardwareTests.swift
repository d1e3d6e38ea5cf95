import CodeGeneration
import Dialects
import IR
import MLIRJudge
import Support
import Testing

@Suite(.programsReadByMLIR) struct HardwareTests {
  @Test func describesTheHost() throws {
    let host = HardwareDescription.detectHost()
    #expect(host.vectorBits >= 128)
    #expect(host.vectorRegisters >= 16)
    #expect(!host.caches.isEmpty)
    #expect(host.caches.map(\.bytes) == host.caches.map(\.bytes).sorted())
    #expect(host.cores >= 1)
    #expect(host.lanes(elementBits: 32) == host.vectorBits / 32)
  }

  @Test(arguments: HardwareDescription.presets)
  func presetsAreKnownByName(preset: HardwareDescription) throws {
    #expect(try HardwareDescription.named(preset.name) == preset)
  }

  @Test func namesTheTargetsThereAre() {
    let error = #expect(throws: Diagnostic.self) { try HardwareDescription.named("pdp-11") }
    #expect(
      error?.message
        == "there is no target 'pdp-11'; expected one of 'host', 'x86-64-v2', 'x86-64-v3',"
        + " 'x86-64-v4', 'aarch64'")
  }

  /// Every preset's code is generated, whatever the machine at hand.
  @Test(arguments: HardwareDescription.presets)
  func generatesCodeForEveryPreset(preset: HardwareDescription) throws {
    let tile = RegisterTileTests.tile(for: preset)
    let empty = Module(context: CompiledKernel.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    build.insertFunction("kernel", RegisterTile.parameters) { tile.build(&$0, $1) }
    let object = try CodeGenerator(hardware: preset).compile(build.module)
    #expect(object.symbols == ["kernel"])
    #expect(object.bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]))
    // The machine's number in an ELF header: 62 for x86-64, 183 for AArch64.
    #expect(object.bytes[18] == (preset.architecture == .x86 ? 62 : 183))
  }

  @Test func measuresThePeak() throws {
    let peak = try MeasuredPeak.measure(HardwareDescription.detectHost(), seconds: 0.005)
    #expect(peak.gigaflops > 0.1)
    #expect(peak.gigabytes > 0.1)
  }
}
