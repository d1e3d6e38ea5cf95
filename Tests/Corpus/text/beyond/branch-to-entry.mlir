// A branch to a region's entry, which MLIR refuses, and so do we, but only when it is verified.
"my.region"() ({
^bb0:
  "my.branch"()[^bb0] : () -> ()
  "my.end"() : () -> ()
}) : () -> ()
