// RUN:
// OPTIONS: allow-unregistered
// Values and blocks: used but not defined, defined twice, of another type.

// expected-error @+1 {{'%x' is used but not defined; define it in this region or in one around it}}
"a.b"(%x) : (i32) -> ()
// -----
%x = "a.b"() : () -> i32
// expected-error @+1 {{'%x' is already defined; names may not be used twice in a scope}}
%x = "a.b"() : () -> i32
// -----
%x = "a.b"() : () -> i32
// expected-error @+1 {{'%x' is used as 'f32' but defined as 'i32'}}
"a.b"(%x) : (f32) -> ()
// -----
// expected-error @+1 {{'%x' is used as 'f32' but defined as 'i32'}}
"a.b"(%x) : (f32) -> ()
%x = "a.b"() : () -> i32
// -----
%x:2 = "a.b"() : () -> (i32, i32)
// expected-error @+1 {{'%x' stands for 2 values; number 2 is past the end}}
"a.b"(%x#2) : (i32) -> ()
// -----
// expected-error @+1 {{'%x' stands for 1 values; number 1 is past the end}}
"a.b"(%x#1) : (i32) -> ()
%x = "a.b"() : () -> i32
// -----
// A name of a region is not known after it.
"a.region"() ({
  %x = "a.b"() : () -> i32
}) : () -> ()
// expected-error @+1 {{'%x' is used but not defined}}
"a.b"(%x) : (i32) -> ()
// -----
// An isolated operation does not see names from outside.
%x = "a.b"() : () -> i32
"builtin.module"() ({
  // expected-error @+1 {{'%x' is used but not defined}}
  "a.b"(%x) : (i32) -> ()
}) : () -> ()
// -----
"a.region"() ({
  // expected-error @+1 {{the block '^y' is not defined in this region}}
  "a.branch"()[^y] : () -> ()
^x:
  "a.end"() : () -> ()
}) : () -> ()
// -----
"a.region"() ({
^x:
  "a.end"() : () -> ()
// expected-error @+1 {{the block '^x' is already defined in this region}}
^x:
  "a.end"() : () -> ()
}) : () -> ()
// -----
// expected-error @+1 {{an operation outside of all regions has no block to branch to}}
"a.branch"()[^x] : () -> ()
// -----
"a.region"() ({
^a(%x: i32):
  // expected-error @+1 {{blocks' arguments cannot be passed here; pass them as operands}}
  "a.branch"()[^b(%x : i32)] : () -> ()
^b:
  "a.end"() : () -> ()
}) : () -> ()
// -----
%0:2 = "d.pair"() : () -> (f32, f32)
// expected-error @+1 {{expected a result's number after '#', found '#-1'}}
"d.use"(%0#-1) : (f32) -> ()
