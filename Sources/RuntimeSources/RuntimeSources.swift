/// The C sources of the runtime, which are compiled into every deployed model.
///
/// The same files are built into this package as `TangramRuntime`; here they are data. Compile them
/// with `-DTANGRAM_PREFIX=NAME` so that the models of one program do not clash.
public enum RuntimeSources {
  /// Every file, headers first, by its path relative to the folder to compile in.
  public static let files: [(name: String, contents: [UInt8])] =
    headers + [
      ("binding.c", PackageResources.binding_c),
      ("context.c", PackageResources.context_c),
      ("cpus.c", PackageResources.cpus_c),
      ("entry_points.c", PackageResources.entry_points_c),
      ("error.c", PackageResources.error_c),
      ("gate.c", PackageResources.gate_c),
      ("hash.c", PackageResources.hash_c),
      ("hooks.c", PackageResources.hooks_c),
      ("levels.c", PackageResources.levels_c),
      ("memory.c", PackageResources.memory_c),
      ("pool.c", PackageResources.pool_c),
      ("run.c", PackageResources.run_c),
      ("sizes.c", PackageResources.sizes_c),
      ("symbols.c", PackageResources.symbols_c),
      ("table.c", PackageResources.table_c),
      ("tensors.c", PackageResources.tensors_c),
      ("weights.c", PackageResources.weights_c),
    ]

  /// What a model's own header repeats: statuses, options, hooks and DLPack tensors.
  public static let publicHeader: [UInt8] = PackageResources.tangram_abi_h

  /// The runtime as one C file that includes nothing but the system's headers.
  ///
  /// Faster to compile than the files one by one. Append the model's table and functions to it and
  /// a deployed model is one translation unit.
  public static let singleFile: [UInt8] = {
    // Before any of the system's headers, as in `internal.h`.
    var text = Array("#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif\n".utf8)
    let localInclude = Array("#include \"".utf8)
    let newline = UInt8(ascii: "\n")
    for file in files {
      text += Array("\n// \(file.name)\n".utf8)
      for line in file.contents.split(separator: newline, omittingEmptySubsequences: false)
      where !line.starts(with: localInclude) {
        text += line
        text.append(newline)
      }
    }
    return text
  }()

  private static let headers: [(name: String, contents: [UInt8])] = [
    ("include/tangram_abi.h", publicHeader),
    ("include/tangram_runtime.h", PackageResources.tangram_runtime_h),
    ("internal.h", PackageResources.internal_h),
  ]
}
