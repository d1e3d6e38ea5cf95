import CLLVM

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
    keepLines()
  }()

  /// Instructions that only registers need (a spill, a copy at the start of a block) stay on the line
  /// before them, as other compilers have it, and not on line 0, which no profile shows.
  private static func keepLines() {
    "tangram".withCString { name in
      "-use-unknown-locations=Disable".withCString { option in
        var arguments: [UnsafePointer<CChar>?] = [name, option]
        LLVMParseCommandLineOptions(Int32(arguments.count), &arguments, nil)
      }
    }
  }
}
