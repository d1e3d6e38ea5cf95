import CLLVM
import Foundation

/// LLVM's set-up, done when it is first needed and once.
enum LLVMStart {
  /// Touch this before anything that needs targets.
  static let targets: Void = {
    LLVMInitializeX86TargetInfo()
    LLVMInitializeX86Target()
    LLVMInitializeX86TargetMC()
    LLVMInitializeX86AsmPrinter()
    LLVMInitializeX86AsmParser()
    LLVMInitializeAArch64TargetInfo()
    LLVMInitializeAArch64Target()
    LLVMInitializeAArch64TargetMC()
    LLVMInitializeAArch64AsmPrinter()
    LLVMInitializeAArch64AsmParser()
    LLVMInitializeNVPTXTargetInfo()
    LLVMInitializeNVPTXTarget()
    LLVMInitializeNVPTXTargetMC()
    LLVMInitializeNVPTXAsmPrinter()
    setOptions()
    sayWhyItEnds()
  }()

  /// Where LLVM's back end meets what no instruction does, it ends the process: with a message and
  /// exit code 1, not with an abort.
  private static func sayWhyItEnds() {
    LLVMInstallFatalErrorHandler { reason in
      let words = reason.map { String(cString: $0) } ?? "unknown reason"
      let line = words.split(separator: "\n").first.map(String.init) ?? words
      FileHandle.standardError.write(
        Data("error: LLVM makes no machine code of this for the processor: \(line)\n".utf8))
      _exit(1)
    }
  }

  /// What the back end is told that no function's attributes can say.
  private static let options = [
    // Instructions that only registers need (a spill, a copy at the start of a block) stay on the line
    // before them, as other compilers have it, and not on line 0, which no profile shows.
    "-use-unknown-locations=Disable",
    // Multiply-adds stay where they are and do not move to a later block, before which the registers would have
    // to hold all that they read: a tile of 6 x 64 has no register to spare.
    "-disable-machine-sink",
    // Nor do all loads of a step move before its first multiply-add.
    "-enable-misched=false",
    // Of the address sanitizer: its library starts with the program, not with each object; a kernel's frame is gone
    // when it returns, and its constants are read by numbers that are known. A check is a call: branches for each
    // lane of a mask take LLVM six times as long.
    "-asan-instrumentation-with-call-threshold=0",
    "-asan-constructor-kind=none",
    "-asan-globals=0",
    "-asan-use-after-return=never",
  ]

  private static func setOptions() {
    let words = (["tangram"] + options).map { strdup($0) }
    defer { for word in words { free(word) } }
    let arguments = words.map { UnsafePointer($0) }
    LLVMParseCommandLineOptions(Int32(arguments.count), arguments, nil)
  }
}
