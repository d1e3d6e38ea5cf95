// PRINTS:
// ( ( 1.5, -2.25, 3e+10 ), ( 0.1, 1e-07, 1.23457e+08 ) )
// ( 1, 2, -3 )
// ( 1, 0 )
// 1
// ( 7 )
// 3.25, 3.25(  )
// 100% of "it", ( 1, 2, -3 ), again
// 18446744073709551615
// 5000000000
// -3
// ( ( ( 8, 9 ) ) )
// ( 1.5, 65504, inf, -nan )
// ( 1.5, 3.00406e+38, nan )
// ( -nan, nan, inf, -inf, -0 )
// ( -nan, 1e+300, 0.1 )
// ( 0, 10, 20, 30 )
func.func @main() -> i32 {
  %matrix = arith.constant dense<[[1.5, -2.25, 3.0e10], [0.1, 1.0e-7, 123456789.0]]> : vector<2x3xf32>
  vector.print %matrix : vector<2x3xf32>
  %bytes = arith.constant dense<[1, 2, -3]> : vector<3xi8>
  vector.print %bytes : vector<3xi8>
  %mask = arith.constant dense<[true, false]> : vector<2xi1>
  vector.print %mask : vector<2xi1>
  %true = arith.constant true
  vector.print %true : i1
  %one = arith.constant dense<7> : vector<i64>
  vector.print %one : vector<i64>
  %x = arith.constant 3.25 : f64
  vector.print %x : f64 punctuation <comma>
  vector.print %x : f64 punctuation <no_punctuation>
  vector.print punctuation <open>
  vector.print punctuation <close>
  vector.print punctuation <newline>
  vector.print str "100% of \22it\22, "
  vector.print %bytes : vector<3xi8> punctuation <comma>
  vector.print str "again\0A"
  %index = arith.constant -1 : index
  vector.print %index : index
  %big = arith.constant 5000000000 : i64
  vector.print %big : i64
  %narrow = arith.constant -3 : i3
  vector.print %narrow : i3
  %deep = arith.constant dense<[[[8, 9]]]> : vector<1x1x2xi32>
  vector.print %deep : vector<1x1x2xi32>
  %half = arith.constant dense<[1.5, 65504.0, 0x7C00, 0xFE00]> : vector<4xf16>
  vector.print %half : vector<4xf16>
  %brain = arith.constant dense<[1.5, 3.0e38, 0x7FC0]> : vector<3xbf16>
  vector.print %brain : vector<3xbf16>
  %special = arith.constant dense<[0xFFC00000, 0x7FC00000, 0x7F800000, 0xFF800000, -0.0]> : vector<5xf32>
  vector.print %special : vector<5xf32>
  %double = arith.constant dense<[0xFFF8000000000000, 1.0e300, 0.1]> : vector<3xf64>
  vector.print %double : vector<3xf64>
  %steps = vector.step : vector<4xindex>
  %ten = arith.constant dense<10> : vector<4xindex>
  %tens = arith.muli %steps, %ten : vector<4xindex>
  vector.print %tens : vector<4xindex>
  %zero = arith.constant 0 : i32
  return %zero : i32
}
