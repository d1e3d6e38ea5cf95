extension ProcessorFeature {
  /// The features of LLVM 19 whose instructions it may choose, ordered by what `cpuid` is asked.
  public static let all: [ProcessorFeature] = rows.flatMap { row in
    row.bits.map { name, bit in
      ProcessorFeature(
        name: name, leaf: row.leaf, subleaf: row.subleaf, answer: row.answer, bit: bit,
        state: row.state.rawValue)
    }
  }

  /// Features of LLVM 19 that no compiled model uses, since their instructions are made only where they
  /// are asked for by name.
  ///
  /// They are for operating systems, locks and keys. Virtual machines hide many of them from a
  /// processor that has them.
  public static let ofTheSystem: Set<String> = [
    "cldemote", "clflushopt", "clwb", "clzero", "enqcmd", "fsgsbase", "hreset", "invpcid", "kl",
    "lwp", "mwaitx", "pconfig", "pku", "prefetchi", "ptwrite", "rdpid", "rdpru", "rdrnd", "rdseed",
    "rtm", "serialize", "sgx", "shstk", "tsxldtrk", "uintr", "usermsr", "waitpkg", "wbnoinvd",
    "widekl", "xsavec", "xsaveopt", "xsaves",
  ]

  /// Features that every x86-64 processor has.
  public static let ofEveryProcessor: Set<String> = [
    "64bit", "cmov", "cx8", "fxsr", "mmx", "sse", "sse2",
  ]

  /// What the operating system must save, as bits of XCR0.
  private enum State: UInt64 {
    case none = 0
    /// Registers of 256 bits.
    case vectors = 0x6
    /// Registers of 512 bits, and masks.
    case wide = 0xE6
    /// Tiles and how they are configured.
    case tiles = 0x60000
    /// The general registers from 16 on.
    case extended = 0x80000
  }

  private typealias Row = (
    leaf: UInt32, subleaf: UInt32, answer: Answer, state: State, bits: [(String, Int32)]
  )

  private static let rows: [Row] = [
    (
      1, 0, .ecx, .none,
      [
        ("sse3", 0), ("pclmul", 1), ("ssse3", 9), ("cx16", 13), ("sse4.1", 19), ("sse4.2", 20),
        ("crc32", 20), ("movbe", 22), ("popcnt", 23), ("aes", 25), ("xsave", 27),
      ]
    ),
    (1, 0, .ecx, .vectors, [("fma", 12), ("avx", 28), ("f16c", 29)]),
    (7, 0, .ebx, .none, [("bmi", 3), ("bmi2", 8), ("adx", 19), ("sha", 29)]),
    (7, 0, .ebx, .vectors, [("avx2", 5)]),
    (
      7, 0, .ebx, .wide,
      [
        ("avx512f", 16), ("evex512", 16), ("avx512dq", 17), ("avx512ifma", 21), ("avx512cd", 28),
        ("avx512bw", 30), ("avx512vl", 31),
      ]
    ),
    (
      7, 0, .ecx, .wide,
      [
        ("avx512vbmi", 1), ("avx512vbmi2", 6), ("avx512vnni", 11), ("avx512bitalg", 12),
        ("avx512vpopcntdq", 14),
      ]
    ),
    (7, 0, .ecx, .none, [("gfni", 8), ("movdiri", 27), ("movdir64b", 28)]),
    (7, 0, .ecx, .vectors, [("vaes", 9), ("vpclmulqdq", 10)]),
    (7, 0, .edx, .wide, [("avx512vp2intersect", 8), ("avx512fp16", 23)]),
    (7, 0, .edx, .tiles, [("amx-bf16", 22), ("amx-tile", 24), ("amx-int8", 25)]),
    (
      7, 1, .eax, .vectors,
      [("sha512", 0), ("sm3", 1), ("sm4", 2), ("avxvnni", 4), ("avxifma", 23)]
    ),
    (7, 1, .eax, .none, [("raoint", 3), ("cmpccxadd", 7)]),
    (7, 1, .eax, .wide, [("avx512bf16", 5)]),
    (7, 1, .eax, .tiles, [("amx-fp16", 21)]),
    (7, 1, .edx, .vectors, [("avxvnniint8", 4), ("avxneconvert", 5), ("avxvnniint16", 10)]),
    (7, 1, .edx, .tiles, [("amx-complex", 8)]),
    (7, 1, .edx, .wide, [("avx10.1-256", 19)]),
    (
      7, 1, .edx, .extended,
      [
        ("ccmp", 21), ("cf", 21), ("egpr", 21), ("ndd", 21), ("nf", 21), ("ppx", 21),
        ("push2pop2", 21), ("zu", 21),
      ]
    ),
    (0x24, 0, .ebx, .wide, [("avx10.1-512", 18)]),
    (
      0x8000_0001, 0, .ecx, .none,
      [("sahf", 0), ("lzcnt", 5), ("sse4a", 6), ("prfchw", 8), ("tbm", 21)]
    ),
    (0x8000_0001, 0, .ecx, .vectors, [("xop", 11), ("fma4", 16)]),
  ]
}
