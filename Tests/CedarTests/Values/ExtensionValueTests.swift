import Testing

@testable import Cedar

@Suite struct ExtensionValueTests {
  @Test(arguments: [
    ("1.0", 10_000), ("-0.5", -5000), ("0.0001", 1), ("00012.34", 123_400), ("922337203685477.5807", Int64.max),
    ("-922337203685477.5808", Int64.min),
  ])
  func `decimals count ten-thousandths`(text: String, scaled: Int64) {
    #expect(DecimalValue(text)?.scaled == scaled)
  }

  @Test(arguments: ["", "1", "1.", ".1", "+1.0", "1.00000", "1.0 ", "1e1", "--1.0", "922337203685477.5808", "1.0.0"])
  func `other decimals are refused`(text: String) { #expect(DecimalValue(text) == nil) }

  @Test(arguments: [
    "1.2.3.4", "0.0.0.0/0", "255.255.255.255/32", "::", "::1", "1::", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8/128", "ABCD:ef01::/16",
  ])
  func `addresses are read`(text: String) { #expect(IPValue(text) != nil) }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.4/33", "1.2.3.4/08", "1.2.3.4/", "1.2.3.4/+8",
    "1.2.3.4/8/8",
    "1:2:3:4:5:6:7::8", "1::2::3", ":1", "1:", "12345::", "g::", "::ffff:1.2.3.4", "fe80::1%eth0", "[::1]", ":::",
    "::/129", "1:2:3:4:5:6:7:8:9",
  ])
  func `other addresses are refused`(text: String) { #expect(IPValue(text) == nil) }

  @Test func `ranges of addresses`() throws {
    let loopback = try #require(IPValue("127.1.2.3"))
    #expect(loopback.isLoopback && !loopback.isMulticast)
    #expect(IPValue("127.0.0.0/7")?.isLoopback == false)
    #expect(IPValue("::ffff:7f00:1")?.isLoopback == false)
    #expect(IPValue("ff00::/8")?.isMulticast == true)
    let network = try #require(IPValue("10.0.0.0/8"))
    #expect(IPValue("10.255.0.1").map { $0.isInRange(network) } == true)
    #expect(IPValue("10.0.0.0/7").map { $0.isInRange(network) } == false)
    #expect(IPValue("::1").map { $0.isInRange(network) } == false)
    let everything = try #require(IPValue("::/0"))
    #expect(IPValue("1::").map { $0.isInRange(everything) } == true)
    #expect(IPValue("10.0.0.1/8") != IPValue("10.0.0.2/8"))
    #expect(IPValue("1.1.1.1") == IPValue("1.1.1.1/32"))
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("2024-02-29", 1_709_164_800_000), ("1969-12-31T23:59:59.999Z", -1),
    ("2024-01-01T01:00:00+0100", 1_704_067_200_000), ("2024-01-01T00:00:00-0000", 1_704_067_200_000),
    ("0000-01-01", -62_167_219_200_000), ("9999-12-31", 253_402_214_400_000),
  ])
  func `datetimes count milliseconds`(text: String, milliseconds: Int64) {
    #expect(DatetimeValue(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2023-02-29", "2024-13-01", "2024-00-01", "2024-1-01", "2024-01-01T", "2024-01-01T00:00:00",
    "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:60Z", "2024-01-01T00:00:00.12Z",
    "2024-01-01T00:00:00.1234Z", "2024-01-01t00:00:00Z", "2024-01-01T00:00:00z", "2024-01-01T00:00:00+01:00",
    "2024-01-01T00:00:00+2400", "2024-01-01 00:00:00Z", "2024-01-01Z",
  ])
  func `other datetimes are refused`(text: String) { #expect(DatetimeValue(text) == nil) }

  @Test func `days before the epoch are cut towards the past`() {
    let instant = DatetimeValue(milliseconds: -1)
    #expect(instant.date?.milliseconds == -86_400_000)
    #expect(instant.timeOfDay == 86_399_999)
    #expect(DatetimeValue(milliseconds: .min).date == nil)
  }

  @Test(arguments: [
    ("1d2h3m4s5ms", 93_784_005), ("-1m", -60_000), ("1s", 1000), ("60s", 60_000), ("5ms", 5),
    ("-9223372036854775808ms", Int64.min),
  ])
  func `durations count milliseconds`(text: String, milliseconds: Int64) {
    #expect(DurationValue(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: ["", "-", "1", "1x", "1s1m", "1s1s", "d", "1d ", "+1d", "9223372036854775808ms", "1ms1s", "1.5s"])
  func `other durations are refused`(text: String) { #expect(DurationValue(text) == nil) }

  @Test func `names of types are normalised`() {
    #expect(EntityType(name: "A::B_1") != nil)
    for name in ["", "A::", "::A", "A:B", "A ::B", "A::in", "1A", "A::__cedar", "\u{C5}"] {
      #expect(EntityType(name: name) == nil, "\(name)")
    }
  }
}
