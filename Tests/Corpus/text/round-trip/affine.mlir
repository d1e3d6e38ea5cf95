// Maps and sets: names are free, results are canonical.
"my.maps"() {
  empty = affine_map<() -> ()>, identity = affine_map<(i, j) -> (i, j)>,
  symbols = affine_map<(d0)[s0] -> (d0 floordiv 2 + s0)>,
  division = affine_map<(i)[n] -> (i floordiv 2, i ceildiv 4, i mod 5, (i + 1) mod 5 * 2)>,
  nested = affine_map<(i, j) -> ((i * 4 + j) floordiv 8 + 1, -i, i - j * 3 - 7)>,
  semi = affine_map<(i)[n, m] -> (i floordiv n, i * m, i mod (n + 1), n * m)>,
  constants = affine_map<(d0) -> (0, 5, -3)>, many = affine_map<(a, b, c)[x] -> (a + b + c + x, a)>,
  set = affine_set<(d0)[s0] : (d0 >= 0, s0 - d0 - 1 >= 0)>,
  equality = affine_set<(i, j) : (i - j == 0, i floordiv 2 >= 0)>,
  bounds = affine_set<(i)[n] : (i <= n, i == 5, 3 >= i)>
} : () -> ()
