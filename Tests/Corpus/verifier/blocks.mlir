// RUN:
// Terminators, branches, symbols, regions of one block.

"check.function"() <{sym_name = "empty"}> ({
  // expected-error @+1 {{a block of 'check.function' ends in 'check.effect', which is not a terminator}}
  "check.effect"() : () -> ()
}) : () -> ()
// -----
// expected-error @+1 {{a block of 'check.function' is empty; it must end in a terminator}}
"check.function"() <{sym_name = "empty"}> ({
^bb0:
}) : () -> ()
// -----
"check.function"() <{sym_name = "middle"}> ({
  // expected-error @+1 {{'check.yield' must be the last operation of its block}}
  "check.yield"() : () -> ()
  "check.yield"() : () -> ()
}) : () -> ()
// -----
"check.function"() <{sym_name = "entry"}> ({
^first:
  // expected-error @+1 {{'check.branch' branches to the first block of its region; put an empty block before it}}
  "check.branch"()[^first] : () -> ()
^second:
  "check.yield"() : () -> ()
}) : () -> ()
// -----
// expected-error @+1 {{the region of 'check.loop' must have one block, not 2}}
"check.loop"() ({
  "check.yield"() : () -> ()
^second:
  "check.yield"() : () -> ()
}) : () -> ()
// -----
// expected-error @+2 {{'check.function' needs a name: the property 'sym_name', a string}}
// expected-error @+1 {{'check.function' needs the property 'sym_name', a string}}
"check.function"() ({
  "check.yield"() : () -> ()
}) : () -> ()
