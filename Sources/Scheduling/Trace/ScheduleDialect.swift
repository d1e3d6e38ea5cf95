import Dialects
import IR

extension Schedule {
  /// The dialect of traces, for a `Context`.
  public static let dialect = Dialect(
    name: "schedule",
    documentation: """
      Traces of schedules: one operation for each primitive.

      An operation rewrites a tensor program, or refuses. Its operands are what it is applied to, its
      properties how, its results what it made: loops, blocks, buffers and numbers.
      """,
    operations: [
      FindBlock.self, FindLoops.self, FindInnermostLoop.self, FindBuffer.self, Sample.self,
      Split.self, Fuse.self,
      Reorder.self, Parallel.self, Vectorize.self, Unroll.self, Serial.self, Partition.self,
      UnitLoop.self, Merge.self, Distribute.self, Annotate.self, ComputeInline.self,
      ReverseComputeInline.self, ComputeAt.self, SlidingWindow.self, ReverseComputeAt.self,
      StoreAt.self,
      FoldStorage.self, HoistStorage.self, AlignStorage.self, BoundStorage.self, CloneFor.self,
      RingBuffer.self, Pipeline.self, Prefetch.self, Stream.self, DecomposePadding.self,
      PadLocal.self, PadEinsum.self,
      CacheRead.self, CacheWrite.self, CacheInPlace.self, CacheIndex.self, ReindexRead.self,
      ReindexWrite.self, SetScope.self, DecomposeReduction.self, RFactor.self,
      TransformLayout.self, Specialize.self, Blockize.self, Tensorize.self, Assume.self, Bind.self,
      MergeReduction.self, Atomic.self, FuseMultiplyAdd.self, UnrollInside.self, PackConstant.self,
      ApplyDefault.self,
    ],
    types: [LoopType.self, BlockType.self, BufferType.self, NumberType.self])

  /// A context that knows the primitives of this package, and those of `others`.
  public static func makeContext(with others: [Dialect] = []) -> Context {
    Context(dialects: [Builtin.dialect, Program.dialect, dialect] + others)
  }
}
