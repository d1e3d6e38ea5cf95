// RUN:
// Names that no dialect of the context declares.

// expected-error @+1 {{the dialect 'nobody' of 'nobody.knows' is not registered; known dialects: check}}
"nobody.knows"() : () -> ()
// -----
// expected-error @+1 {{the dialect 'check' has no operation 'check.ad'; did you mean 'check.add'?}}
"check.ad"() : () -> ()
// -----
// expected-error @+1 {{the dialect 'nobody' of the type 'nobody.type' is not registered}}
"check.effect"() : () -> !nobody.type
// -----
// expected-error @+1 {{the dialect 'check' has no attribute 'check.none'}}
"check.effect"() {a = #check.none} : () -> ()
// -----
// expected-error @+1 {{'!check.box': expected a body such as '<i32>'}}
"check.effect"() : () -> !check.box
// -----
// expected-error @+1 {{'!check.box': expected a type, found '5'}}
"check.effect"() : () -> !check.box<5>
// -----
// expected-error @+1 {{the properties of a registered operation are '<{name = value}>'}}
"check.effect"() <5 : i32> : () -> ()
// -----
// expected-error @+1 {{'limit' is given both as a property and as an attribute}}
"check.limited"() <{limit = 1}> {limit = 2} : () -> ()
