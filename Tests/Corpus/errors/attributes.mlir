// RUN:
// OPTIONS: allow-unregistered
// Attributes that cannot be.

// expected-error @+1 {{the attribute 'a' is given twice}}
"a.b"() {a = 1, b, a = 2} : () -> ()
// -----
// expected-error @+1 {{expected an attribute's name, found '5'}}
"a.b"() {5 = 1} : () -> ()
// -----
// expected-error @+1 {{expected an attribute, found '}'}}
"a.b"() {a = } : () -> ()
// -----
// expected-error @+1 {{256 does not fit 'i8'}}
"a.b"() {a = 256 : i8} : () -> ()
// -----
// expected-error @+1 {{-129 does not fit 'i8'}}
"a.b"() {a = -129 : i8} : () -> ()
// -----
// expected-error @+1 {{128 does not fit 'si8'}}
"a.b"() {a = 128 : si8} : () -> ()
// -----
// expected-error @+1 {{'ui8' cannot be negative}}
"a.b"() {a = -1 : ui8} : () -> ()
// -----
// expected-error @+1 {{a number cannot have the type 'tensor<2xi32>'}}
"a.b"() {a = 1 : tensor<2xi32>} : () -> ()
// -----
// expected-error @+1 {{expected a float for the type 'f32'; write a dot, as in '1.0'}}
"a.b"() {a = 1 : f32} : () -> ()
// -----
// expected-error @+1 {{expected an integer for the type 'i32', found a float}}
"a.b"() {a = 1.0 : i32} : () -> ()
// -----
// expected-error @+1 {{1 does not fit 'i0'}}
"a.b"() {a = 1 : i0} : () -> ()
// -----
// expected-error @+1 {{-0 does not fit 'i0'}}
"a.b"() {a = -0 : i0} : () -> ()
// -----
// expected-error @+1 {{0x123456789012345678901234567890123456 has more than 128 bits}}
"a.b"() {a = 0x123456789012345678901234567890123456 : i256} : () -> ()
// -----
// expected-error @+1 {{0x1FFFFFFFF has more bits than 'f32'}}
"a.b"() {a = 0x1FFFFFFFF : f32} : () -> ()
// -----
// expected-error @+1 {{expected ',' or '}', found ':'}}
"a.b"() {a = true : i1} : () -> ()
// -----
// expected-error @+1 {{the attribute alias '#x' is not defined; define it above its first use}}
"a.b"() {a = #x} : () -> ()
// -----
#x = 1
// expected-error @+1 {{the alias '#x' is already defined; use another name}}
#x = 2
// -----
// expected-error @+1 {{an alias cannot have a '.' in its name}}
#a.b = 2
// -----
// expected-error @+1 {{the elements of a dense array are i1, or integers or floats of 8, 16, 32 or 64 bits, not 'index'}}
"a.b"() {a = array<index: 1>} : () -> ()
// -----
// expected-error @+1 {{this string is not UTF-8; keep bytes in a dense attribute instead}}
"a.b"() {a = @"\FF"} : () -> ()
// -----
// expected-error @+1 {{expected '"' to end the string}}
"a.b"() {a = "open} : () -> ()
// -----
// expected-error @+1 {{unknown escape in a string}}
"a.b"() {a = "\q"} : () -> ()
// -----
// expected-error @+1 {{expected a name after '@'}}
"a.b"() {a = @1} : () -> ()
// -----
// expected-error @+1 {{expected a location}}
"a.b"() {a = loc(5)} : () -> ()
// -----
// expected-error @+1 {{the location alias '#nowhere' is not defined}}
"a.b"() : () -> () loc(#nowhere)
// -----
// expected-error @+1 {{this bracket closes none that is open in '<…>'}}
"a.b"() {a = #a.b<(]>} : () -> ()
