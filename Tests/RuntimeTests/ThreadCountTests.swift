import Foundation
import TangramRuntime
import Testing

@Suite struct ThreadCountTests {
  /// The quota found for a membership file's text, among the files of a mounted hierarchy.
  private func threads(_ membership: String, _ files: [String: String]) throws -> Int32 {
    let folder = try TemporaryFolder()
    try folder.write("membership", Array(membership.utf8))
    for (name, text) in files { try folder.write("mount/" + name, Array(text.utf8)) }
    return tangram_tg_cgroup_threads(folder.path("membership"), folder.path("mount"))
  }

  @Test func versionTwo() throws {
    #expect(try threads("0::/a/b\n", ["a/b/cpu.max": "250000 100000\n"]) == 3)
    #expect(try threads("0::/a/b\n", ["a/b/cpu.max": "50000 100000\n"]) == 1)
    #expect(try threads("0::/a/b\n", ["a/b/cpu.max": "max 100000\n"]) == 0)
    #expect(try threads("0::/\n", ["cpu.max": "400000\n"]) == 4)
  }

  @Test func theSmallestOfAllParentsCounts() throws {
    let files = ["a/b/cpu.max": "800000 100000", "a/cpu.max": "200000 100000", "cpu.max": "max 1"]
    #expect(try threads("0::/a/b\n", files) == 2)
  }

  @Test func hostPathsInAContainer() throws {
    #expect(try threads("0::/docker/1234/x\n", ["cpu.max": "300000 100000"]) == 3)
  }

  @Test func versionOne() throws {
    let files = [
      "cpu,cpuacct/a/cpu.cfs_quota_us": "150000\n", "cpu,cpuacct/a/cpu.cfs_period_us": "100000\n",
      "cpu,cpuacct/cpu.cfs_quota_us": "-1\n", "cpu,cpuacct/cpu.cfs_period_us": "100000\n",
    ]
    #expect(try threads("9:memory:/b\n4:cpu,cpuacct:/a\n", files) == 2)
    #expect(try threads("4:cpu,cpuacct:/\n", files) == 0)
    let linked = ["cpu/a/cpu.cfs_quota_us": "500000", "cpu/a/cpu.cfs_period_us": "100000"]
    #expect(try threads("4:cpuacct,cpu:/a\n", linked) == 5)
    #expect(try threads("4:cpuset:/a\n", linked) == 0)
  }

  @Test func nonsenseSetsNoLimit() throws {
    #expect(try threads("", ["cpu.max": "100000 100000"]) == 0)
    #expect(try threads("no colons\n0:\n", ["cpu.max": "100000 100000"]) == 0)
    for text in ["", "x y", "-5 100", "100 0", "100 -3"] {
      #expect(try threads("0::/\n", ["cpu.max": text]) == 0, "\(text)")
    }
    #expect(tangram_tg_cgroup_threads("/nonexistent", "/nonexistent") == 0)
  }

  @Test func available() {
    let threads = tangram_tg_available_threads()
    #expect(threads >= 1 && threads <= ProcessInfo.processInfo.activeProcessorCount)
    let pool = tangram_tg_pool_create(0, 0, nil)
    #expect(tangram_tg_pool_threads(pool) == threads)
    tangram_tg_pool_destroy(pool)
  }
}
