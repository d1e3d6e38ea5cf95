"""Modules of a given number of operations, in shapes that are hard on passes."""

SHAPES = {}


def shape(make):
    """Registers a function from a size to the text of a module."""
    SHAPES[make.__name__.replace("_", "-")] = make
    return make


def function(body, inputs="%a: i32, %b: i32", results="i32", name="f", kind=""):
    arrow = f" -> {results}" if results else ""
    return f"""\
func.func {kind}@{name}({inputs}){arrow} {{
{body}}}
"""


def each(count, line):
    """A line for each number, in which `@` stands for it and `~` for the one before."""
    lines = (line.replace("@@", str(i)).replace("~~", str(i - 1)) for i in range(1, count + 1))
    return "\n".join(lines) + "\n"


# Arithmetic


@shape
def arithmetic_chain(n):
    body = "%0 = arith.addi %a, %b : i32\n" + each(n, "%@@ = arith.muli %~~, %a : i32")
    return function(body + f"return %{n} : i32\n")


@shape
def folding_chain(n):
    line = "%c@@ = arith.constant @@ : i32\n%@@ = arith.addi %~~, %c@@ : i32"
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(n // 2, line) + f"return %{n // 2} : i32\n"
    )


@shape
def one_value(n):
    body = "%0 = arith.addi %a, %b : i32\n" + each(n, "%@@ = arith.xori %~~, %a : i32")
    return function(body + f"return %{n} : i32\n")


@shape
def equal_operations(n):
    line = "%e@@ = arith.addi %a, %b : i32\n%@@ = arith.muli %~~, %e@@ : i32"
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(n // 2, line) + f"return %{n // 2} : i32\n"
    )


@shape
def dead_chain(n):
    body = "%0 = arith.addi %a, %b : i32\n" + each(n, "%@@ = arith.muli %~~, %a : i32")
    return function(body + "return %a : i32\n")


@shape
def constants(n):
    body = each(n, "%@@ = arith.constant @@ : i32")
    uses = ", ".join(f"%{i}" for i in range(1, n + 1))
    types = ", ".join(["i32"] * n)
    return f"func.func private @g({types})\n" + function(
        body + f"""\
call @g({uses}) : ({types}) -> ()
return
""",
        results="",
    )


@shape
def selections(n):
    line = "%c@@ = arith.cmpi slt, %~~, %a : i32\n%@@ = arith.select %c@@, %~~, %b : i32"
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(n // 2, line) + f"return %{n // 2} : i32\n"
    )


@shape
def casts(n):
    line = "%x@@ = arith.extsi %~~ : i32 to i64\n%@@ = arith.trunci %x@@ : i64 to i32"
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(n // 2, line) + f"return %{n // 2} : i32\n"
    )


@shape
def vector_elements(n):
    line = "%@@ = vector.insert %a, %~~ [3] : i32 into vector<8xi32>"
    body = "%0 = vector.broadcast %b : i32 to vector<8xi32>\n" + each(n, line)
    return function(body + f"""\
%r = vector.extract %{n}[5] : i32 from vector<8xi32>
return %r : i32
""")


# Functions and symbols


@shape
def calls_in_a_chain(n):
    line = """\
func.func private @f@@(%a: i32) -> i32 {
%0 = arith.addi %a, %a : i32
%r = call @f~~(%0) : (i32) -> i32
return %r : i32
}"""
    end = """\
func.func private @f0(%a: i32) -> i32 {
return %a : i32
}
"""
    count = n // 4
    return (
        end
        + each(count, line)
        + function(
            f"""\
%r = call @f{count}(%a) : (i32) -> i32
return %r : i32
""",
            name="main",
        )
    )


@shape
def calls_of_one(n):
    callee = function(
        """\
%r = arith.muli %a, %b : i32
return %r : i32
""",
        name="g",
        kind="private ",
    )
    body = "%0 = arith.addi %a, %b : i32\n" + each(n, "%@@ = call @g(%~~, %a) : (i32, i32) -> i32")
    return callee + function(body + f"return %{n} : i32\n")


@shape
def calls_of_many(n):
    line = """\
func.func private @g@@(%a: i32) -> i32 {
%0 = arith.addi %a, %a : i32
return %0 : i32
}"""
    body = "%0 = arith.addi %a, %b : i32\n" + each(n // 4, "%@@ = call @g@@(%~~) : (i32) -> i32")
    return each(n // 4, line) + function(body + f"return %{n // 4} : i32\n")


@shape
def calls_in_a_ring(n):
    count = n // 3
    line = """\
func.func private @f@@(%a: i32) -> i32 {
%0 = arith.addi %a, %a : i32
%r = call @f~~(%0) : (i32) -> i32
return %r : i32
}"""
    first = f"""\
func.func @f0(%a: i32) -> i32 {{
%r = call @f{count}(%a) : (i32) -> i32
return %r : i32
}}
"""
    return first + each(count, line)


@shape
def unused_symbols(n):
    return each(n, "func.func private @f@@(i32)") + function("return %a : i32\n")


@shape
def globals(n):
    line = 'memref.global "private" constant @g@@ : memref<2xf32> = dense<[1.0, 2.0]>'
    body = each(
        n // 2,
        "%@@ = memref.get_global @g@@ : memref<2xf32>\nmemref.store %x, %@@[%i] : memref<2xf32>",
    )
    return each(n // 2, line) + function(body + "return\n", "%x: f32, %i: index", "")


# Blocks


@shape
def block_chain(n):
    """Blocks with an argument, each with the one before it as its only predecessor."""
    line = """\
cf.br ^b@@(%~~ : i32)
^b@@(%p@@: i32):
%@@ = arith.addi %p@@, %a : i32"""
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(n // 2, line) + f"return %{n // 2} : i32\n"
    )


@shape
def ladder(n):
    """Conditions one after the other, each of which may leave for the end."""
    line = """\
%c@@ = arith.cmpi slt, %~~, %b : i32
cf.cond_br %c@@, ^b@@, ^end(%~~ : i32)
^b@@:
%@@ = arith.addi %~~, %a : i32"""
    count = n // 3
    return function("%0 = arith.addi %a, %b : i32\n" + each(count, line) + f"""\
cf.br ^end(%{count} : i32)
^end(%r: i32):
return %r : i32
""")


@shape
def compared_ladder(n):
    """Conditions on one value, all of which hold at the end."""
    line = """\
%k@@ = arith.constant @@ : i32
%c@@ = arith.cmpi slt, %a, %k@@ : i32
cf.cond_br %c@@, ^b@@, ^end
^b@@:"""
    return function(each(n // 3, line) + """\
cf.br ^end
^end:
return %a : i32
""")


@shape
def diamonds(n):
    line = (
        """\
%c@@ = arith.cmpi slt, %~~, %b : i32
cf.cond_br %c@@, ^x@@, ^y@@
^x@@:
%u@@ = arith.addi %~~, %a : i32
cf.br ^z@@(%u@@ : i32)
"""
        """\
^y@@:
%v@@ = arith.muli %~~, %a : i32
cf.br ^z@@(%v@@ : i32)
^z@@(%@@: i32):"""
    )
    count = n // 6
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(count, line) + f"return %{count} : i32\n"
    )


@shape
def switch(n):
    cases = ",\n".join(f"{i}: ^b{i}" for i in range(1, n // 2 + 1))
    blocks = each(
        n // 2,
        """\
^b@@:
%@@ = arith.addi %a, %b : i32
cf.br ^end(%@@ : i32)""",
    )
    return function(f"""\
cf.switch %a : i32, [
default: ^end(%a : i32),
{cases}
]
{blocks}^end(%r: i32):
return %r : i32
""")


@shape
def cycle(n):
    """One loop of many blocks, around which a number is carried."""
    line = """\
cf.br ^b@@(%~~ : i32)
^b@@(%p@@: i32):
%@@ = arith.addi %p@@, %a : i32"""
    count = n // 2
    head = """\
%x = arith.addi %a, %b : i32
cf.br ^head(%x : i32)
^head(%0: i32):
%c = arith.cmpi slt, %0, %b : i32
cf.cond_br %c, ^b0, ^end
^b0:
"""
    return function(head + each(count, line) + f"""\
cf.br ^head(%{count} : i32)
^end:
return %0 : i32
""")


@shape
def cycles(n):
    """Many loops of blocks, one after the other."""
    line = (
        """\
cf.br ^h@@(%~~ : i32)
^h@@(%p@@: i32):
%c@@ = arith.cmpi slt, %p@@, %b : i32
cf.cond_br %c@@, ^b@@, ^e@@
^b@@:
"""
        """\
%n@@ = arith.addi %p@@, %a : i32
cf.br ^h@@(%n@@ : i32)
^e@@:
%@@ = arith.muli %p@@, %a : i32"""
    )
    count = n // 6
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(count, line) + f"return %{count} : i32\n"
    )


# Wide operations


@shape
def wide_branch(n):
    """A loop of blocks that carries many values."""
    values = ", ".join(f"%v{i}" for i in range(1, n + 1))
    types = ", ".join(["i32"] * n)
    arguments = ", ".join(f"%p{i}: i32" for i in range(1, n + 1))
    back = ", ".join(f"%p{i}" for i in range(1, n + 1))
    head = each(n, "%v@@ = arith.addi %a, %b : i32")
    return function(f"""\
{head}cf.br ^l({values} : {types})
^l({arguments}):
%c = arith.cmpi slt, %p1, %p2 : i32
cf.cond_br %c, ^l({back} : {types}), ^e
^e:
return %p1 : i32
""")


@shape
def wide_loop(n):
    """An `scf.for` that carries many values, of which most stay as they are."""
    carried = ", ".join(f"%p{i} = %v{i}" for i in range(1, n + 1))
    types = ", ".join(["i32"] * n)
    next = ", ".join([f"%p{i}" for i in range(1, n)] + ["%s"])
    head = each(n, "%v@@ = arith.constant @@ : i32")
    return function(
        f"""\
{head}%r:{n} = scf.for %i = %l to %u step %t iter_args({carried}) -> ({types}) {{
%s = arith.addi %p{n}, %p1 : i32
scf.yield {next} : {types}
}}
return %r#{n - 1} : i32
""",
        "%l: index, %u: index, %t: index",
    )


@shape
def wide_function(n):
    arguments = ", ".join(f"%p{i}: i32" for i in range(1, n + 1))
    types = ", ".join(["i32"] * n)
    values = ", ".join(f"%v{i}" for i in range(1, n + 1))
    body = each(n, "%v@@ = arith.addi %p@@, %p1 : i32")
    given = ", ".join(f"%a" for i in range(n))
    return function(
        f"{body}return {values} : {types}\n", arguments, f"({types})", "g", "private "
    ) + function(
        f"""\
%r:{n} = call @g({given}) : ({types}) -> ({types})
return %r#{n - 1} : i32
"""
    )


# Regions


@shape
def loops_in_a_row(n):
    line = """\
%@@ = scf.for %i@@ = %l to %u step %t iter_args(%p@@ = %~~) -> (i32) {
%s@@ = arith.addi %p@@, %a : i32
scf.yield %s@@ : i32
}"""
    count = n // 3
    return function(
        "%0 = arith.addi %a, %a : i32\n" + each(count, line) + f"return %{count} : i32\n",
        "%a: i32, %l: index, %u: index, %t: index",
    )


@shape
def deep_nests(n):
    """Loops 100 deep, with something invariant at every level."""
    depth = 100
    nest = (
        each(
            depth,
            """\
scf.for %i@@ = %l to %u step %t {
%x@@ = arith.muli %a, %a : i32
memref.store %x@@, %m[%i@@] : memref<?xi32>""",
        )
        + "}\n" * depth
    )
    return "".join(
        function(
            nest + "return\n",
            "%a: i32, %m: memref<?xi32>, %l: index, %u: index, %t: index",
            "",
            f"f{i}",
        )
        for i in range(n // 300)
    )


@shape
def one_loop(n):
    """One loop with much in it, of which half does not change."""
    line = "%x@@ = arith.muli %x~~, %a : i32\n%@@ = arith.addi %~~, %x@@ : i32"
    count = n // 2
    return function(
        f"""\
%x0 = arith.addi %a, %a : i32
%r = scf.for %i = %l to %u step %t iter_args(%0 = %a) -> (i32) {{
{each(count, line)}scf.yield %{count} : i32
}}
return %r : i32
""",
        "%a: i32, %l: index, %u: index, %t: index",
    )


@shape
def conditions_in_a_row(n):
    line = """\
%c@@ = arith.cmpi slt, %~~, %b : i32
%@@ = scf.if %c@@ -> (i32) {
%s@@ = arith.addi %~~, %a : i32
scf.yield %s@@ : i32
} else {
scf.yield %b : i32
}"""
    count = n // 5
    return function(
        "%0 = arith.addi %a, %b : i32\n" + each(count, line) + f"return %{count} : i32\n"
    )


@shape
def affine_loops(n):
    line = """\
affine.for %i@@ = 0 to 64 {
%v@@ = affine.load %m[%i@@ + 1] : memref<128xf32>
%s@@ = arith.addf %v@@, %x : f32
affine.store %s@@, %m[%i@@] : memref<128xf32>
}"""
    return function(each(n // 4, line) + "return\n", "%m: memref<128xf32>, %x: f32", "")


@shape
def affine_applications(n):
    line = "%@@ = affine.apply affine_map<(d0) -> (d0 + 1)>(%~~)"
    return function(each(n, line) + f"return %{n} : index\n", "%0: index", "index")


@shape
def affine_sums(n):
    """Chains of 100 applications, each of which adds another value."""
    line = "%v@@_R = affine.apply affine_map<(d0, d1) -> (d0 + d1 * 2)>(%v~~_R, %i)\n"
    chain = "%v0_R = arith.index_cast %a : i32 to index\n" + each(100, line.strip())
    chain += "memref.store %a, %m[%v100_R] : memref<?xi32>\n"
    rows = "".join(chain.replace("R", str(row)) for row in range(n // 100))
    return function(rows + "return\n", "%a: i32, %i: index, %m: memref<?xi32>", "")


# Memory


@shape
def stores_to_one_place(n):
    return function(
        each(n, "memref.store %x, %m[%i] : memref<64xf32>") + "return\n",
        "%m: memref<64xf32>, %x: f32, %i: index",
        "",
    )


@shape
def one_buffer(n):
    """Loads and stores of one buffer at positions that are not known."""
    line = """\
%v@@ = memref.load %m[%~~] : memref<?xf32>
%@@ = arith.addi %~~, %i : index
memref.store %v@@, %m[%@@] : memref<?xf32>"""
    return function(
        "%0 = arith.addi %i, %i : index\n" + each(n // 3, line) + "return\n",
        "%m: memref<?xf32>, %i: index",
        "",
    )


@shape
def one_buffer_known(n):
    """Loads and stores of one buffer at known positions, none of them the same."""
    line = """\
%@@ = arith.constant @@ : index
%v@@ = memref.load %m[%~~] : memref<1000000xf32>
memref.store %v@@, %m[%@@] : memref<1000000xf32>"""
    return function(
        "%0 = arith.constant 0 : index\n" + each(n // 3, line) + "return\n",
        "%m: memref<1000000xf32>",
        "",
    )


@shape
def loads_of_one_buffer(n):
    line = """\
%v@@ = memref.load %m[%~~] : memref<?xf32>
%@@ = arith.addi %~~, %i : index
memref.store %v@@, %o[%@@] : memref<?xf32>"""
    return function(
        "%0 = arith.addi %i, %i : index\n" + each(n // 3, line) + "return\n",
        "%m: memref<?xf32>, %o: memref<?xf32>, %i: index",
        "",
    )


@shape
def many_buffers(n):
    line = """\
%m@@ = memref.alloc() : memref<4xf32>
memref.store %x, %m@@[%i] : memref<4xf32>
%v@@ = memref.load %m@@[%i] : memref<4xf32>
memref.store %v@@, %o[%i] : memref<4xf32>
memref.dealloc %m@@ : memref<4xf32>"""
    return function(each(n // 5, line) + "return\n", "%o: memref<4xf32>, %x: f32, %i: index", "")


@shape
def buffers_at_once(n):
    """Buffers that all live until the end."""
    count = n // 3
    body = each(count, "%m@@ = memref.alloc() : memref<4xf32>") + each(
        count, "memref.store %x, %m@@[%i] : memref<4xf32>"
    )
    body += each(
        count,
        "%v@@ = memref.load %m@@[%i] : memref<4xf32>\nmemref.store %v@@, %o[%i] : memref<4xf32>",
    )
    return function(body + "return\n", "%o: memref<4xf32>, %x: f32, %i: index", "")


@shape
def views(n):
    line = """\
%s@@ = memref.subview %~~[1] [8] [1] : memref<?xf32, strided<[1], offset: ?>> to memref<8xf32, strided<[1], offset: ?>>
%@@ = memref.cast %s@@ : memref<8xf32, strided<[1], offset: ?>> to memref<?xf32, strided<[1], offset: ?>>"""
    count = n // 2
    return function(
        each(count, line) + f"""\
memref.store %x, %{count}[%i] : memref<?xf32, strided<[1], offset: ?>>
return
""",
        "%0: memref<?xf32, strided<[1], offset: ?>>, %x: f32, %i: index",
        "",
    )


@shape
def blocks_with_memory(n):
    """Stores and loads of one buffer in a chain of diamonds."""
    line = (
        """\
cf.cond_br %c, ^x@@, ^y@@
^x@@:
memref.store %x, %m[%i] : memref<?xf32>
cf.br ^z@@
^y@@:
"""
        """\
%v@@ = memref.load %m[%j] : memref<?xf32>
memref.store %v@@, %m[%i] : memref<?xf32>
cf.br ^z@@
^z@@:"""
    )
    return function(
        each(n // 6, line) + "return\n",
        "%m: memref<?xf32>, %x: f32, %i: index, %j: index, %c: i1",
        "",
    )


# Kernels and models


@shape
def launches(n):
    line = (
        """\
gpu.launch blocks(%bx@@, %by@@, %bz@@) in (%gx@@ = %i, %gy@@ = %i, %gz@@ = %i) threads(%tx@@, %ty@@, %tz@@) in (%sx@@ = %i, %sy@@ = %i, %sz@@ = %i) {
"""
        """\
memref.store %x, %m[%tx@@] : memref<?xf32>
gpu.terminator
}"""
    )
    return function(each(n // 3, line) + "return\n", "%m: memref<?xf32>, %x: f32, %i: index", "")


TENSOR = "tensor<4x4xf32>"


@shape
def graph_chain(n):
    line = f'%@@ = "graph.add"(%~~, %y) : ({TENSOR}, {TENSOR}) -> {TENSOR}\n'
    count = n // 2
    line += line.replace("%@@", "%r@@").replace("%~~", "%@@").replace("add", "mul")
    line = line.replace("%~~", "%r~~").rstrip()
    return function(
        each(count, line) + f"return %r{count} : {TENSOR}\n", f"%r0: {TENSOR}, %y: {TENSOR}", TENSOR
    )


@shape
def graph_matrices(n):
    line = f"""\
%p@@ = "graph.matmul"(%~~, %y) <{{transpose_lhs = false, transpose_rhs = false}}> : ({TENSOR}, {TENSOR}) -> {TENSOR}
""" f'%@@ = "graph.add"(%p@@, %z) : ({TENSOR}, {TENSOR}) -> {TENSOR}'
    count = n // 2
    return function(
        each(count, line) + f"return %{count} : {TENSOR}\n",
        f"%0: {TENSOR}, %y: {TENSOR}, %z: {TENSOR}",
        TENSOR,
    )


@shape
def graph_star(n):
    line = (
        f'%p@@ = "graph.mul"(%y, %y) : ({TENSOR}, {TENSOR}) -> {TENSOR}\n'
        f'%@@ = "graph.add"(%~~, %p@@) : ({TENSOR}, {TENSOR}) -> {TENSOR}'
    )
    count = n // 2
    return function(
        each(count, line) + f"return %{count} : {TENSOR}\n", f"%0: {TENSOR}, %y: {TENSOR}", TENSOR
    )
