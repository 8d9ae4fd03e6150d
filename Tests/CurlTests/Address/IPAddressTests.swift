import Testing

@testable import Curl

@Suite struct IPAddressTests {
  @Test(
    "Addresses that lead into our own network are not public",
    arguments: [
      "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
      "0.0.0.0",
      "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
      "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1", "::127.0.0.1",
    ])
  func refusesPrivate(text: String) throws {
    #expect(try !#require(IPAddress(text)).isPublic)
  }

  @Test(
    "Addresses of the Internet are public",
    arguments: [
      "1.1.1.1", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808",
    ])
  func admitsPublic(text: String) throws {
    #expect(try #require(IPAddress(text)).isPublic)
  }

  @Test(
    "Names, ports and short forms are no addresses",
    arguments: ["localhost", "1.2.3", "0x7f.1", "1.2.3.4:80", "[::1]", ""])
  func refusesOther(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("An address prints in its usual form")
  func prints() throws {
    #expect(try #require(IPAddress("2001:0db8:0:0::1")).description == "2001:db8::1")
    #expect(try #require(IPAddress("10.0.0.1")).description == "10.0.0.1")
  }
}
