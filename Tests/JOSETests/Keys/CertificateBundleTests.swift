import Testing

@testable import JOSE

@Suite struct CertificateBundleTests {
  /// A certificate of a P-256 key for "test", self-signed.
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBjTCCATSgAwIBAgIUOdEYQ641k4F9U/FZHHrjL8ge2SkwCgYIKoZIzj0EAwIw
    DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjUxMjQ0MTNaGA8yMTI2MTEwMTEyNDQx
    M1owDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOfO
    ha1s9/K1W5ISdT2GW7VyfWKiSkqw3NwkgiNJ6gIFQKU+Dp5EftBVJSyB4mkyliat
    4ks3rlhc5XYJ0dOwQg6jbDBqMB0GA1UdDgQWBBTagKQRO14hEtnOktcwpsRjuuvX
    NTAfBgNVHSMEGDAWgBTagKQRO14hEtnOktcwpsRjuuvXNTAPBgNVHRMBAf8EBTAD
    AQH/MBcGA1UdEQQQMA6CDHRlc3QuZXhhbXBsZTAKBggqhkjOPQQDAgNHADBEAiAN
    JJB+ZjX0yJVI5y/LlLlbaaS/NWDj7YrQfhydQjbqHwIgAucR7vJIneADark5Rh2k
    k2+A2+q3BUCdkJZzttujqDQ=
    -----END CERTIFICATE-----
    """

  @Test func `a bundle holds certificates, and nothing that only looks like one`() {
    let certificate = Self.certificate
    #expect(CertificateBundle.problem(Array(certificate.utf8)) == nil)
    #expect(CertificateBundle.problem(Array("# authority\n\(certificate)\n\(certificate)\n".utf8)) == nil)
    for bad in [
      "", "nothing", certificate.replacing("MII", with: "NII"), certificate.replacing("CERTIFICATE", with: "KEY"),
      certificate + "\n" + certificate.replacing("MII", with: "NII"), String(certificate.dropLast(40)),
      certificate + String(repeating: " ", count: CertificateBundle.limit),
    ] {
      #expect(CertificateBundle.problem(Array(bad.utf8)) != nil, "\(bad.prefix(40))")
    }
  }
}
