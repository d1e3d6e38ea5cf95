import Testing
@testable import Support

@Test func placeholder() { #expect(Bool(true)) }
