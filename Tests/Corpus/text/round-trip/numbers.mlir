// Integers wrap into their signless type; floats print in six digits, the shortest form, or bits.
"my.integers"() {
  plain = 5, typed = 5 : i32, negative = -5 : i8, wrapped = 200 : i8, index = 3 : index,
  hexadecimal = 0xFF : i16, unsigned = 200 : ui8, signed = -128 : si8, largest = 18446744073709551615,
  smallest = -9223372036854775808, big_unsigned = 18446744073709551615 : ui64,
  yes = true, no = false, one = 1 : i1, zero = 0 : i1, wide = 12 : i128, arrays = [1, 2 : i32, -3, true],
  no_bits = 0 : i0, no_signed_bits = 0 : si0, no_unsigned_bits = 0 : ui0, padded_width = 5 : i08
} : () -> ()
"my.floats"() {
  plain = 2.5, typed = 2.5 : f32, negative = -0.0, negative32 = -1.5 : f32, dot = 1., exponent = 1.0e-7,
  big = 1.0E+30 : f32, tenth = 0.1, tenth32 = 0.1 : f32, shortest = 0.30000000000000004,
  pi = 3.14159265358979312, pi32 = 3.14159274 : f32, million = 1234567.0 : f32, even = 16777217.0,
  small = 1.2345678e-10, large = 1.2345678e30, padded = 12345678.0e3, denormal = 4.9e-324,
  denormal32 = 1.4e-45 : f32, third = 0.333333343 : f32, largest = 1.7976931348623157e308,
  half = 0.1 : f16, brain = 0.1 : bf16, tf = 0.1 : tf32, smallest_half = 5.96046448e-8 : f16,
  eight = 0.4375 : f8E4M3FN, five = 0.4375 : f8E5M2, eight_ieee = 0.4375 : f8E4M3,
  nuz = 0.4375 : f8E4M3FNUZ, nuz5 = 0.4375 : f8E5M2FNUZ, eleven = 0.4375 : f8E4M3B11FNUZ,
  arrays = [1.0, 2.0 : f32, -3.5], quad = 0.5 : f128, extended = 1.5 : f80
} : () -> ()
"my.specials"() {
  nan = 0x7FC00000 : f32, nan64 = 0x7FF8000000000000 : f64, infinity = 0x7F800000 : f32,
  negative_infinity = 0xFFF0000000000000 : f64, payload = 0x7FC00001 : f32, half = 0x7E00 : f16,
  brain = 0xFF80 : bf16, eight = 0x7F : f8E4M3FN, five = 0x7C : f8E5M2, nuz = 0x80 : f8E5M2FNUZ,
  ieee = 0x78 : f8E4M3, bits = 0x3F800000 : f32, quad = 0x7FFF0000000000000000000000000000 : f128,
  extended = 0x7FFF8000000000000000 : f80, too_large = 1.0e999, too_small = -1.0e999 : bf16,
  too_large32 = 1.0e39 : f32, too_large8 = 500.0 : f8E4M3FN, too_large_nuz = 500.0 : f8E4M3FNUZ,
  too_large80 = 1.0e999 : f80, too_large128 = 1.0e999 : f128
} : () -> ()
