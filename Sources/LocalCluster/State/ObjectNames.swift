/// The rules for names and labels (RFC 1123 and RFC 1035 as the API server applies them).
enum ObjectNames {
  /// Why a name is not valid for a type; `nil` when it is.
  static func problem(_ name: String, _ type: ResourceType) -> String? {
    if type.group == "rbac.authorization.k8s.io" {
      let isValid = !name.isEmpty && name != "." && name != ".." && !name.contains("/") && !name.contains("%")
      return isValid ? nil : "may not be empty, '.' or '..', or contain '/' or '%'"
    }
    if type.groupResource == .services {
      let isValid = isLabel(name) && name.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
      return isValid
        ? nil
        : "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
          + "character, and end with an alphanumeric character (e.g. 'my-name', or 'abc-123', regex used for "
          + "validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
    }
    if type.groupResource == .namespaces {
      return isLabel(name)
        ? nil
        : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
          + "end with an alphanumeric character (e.g. 'my-name', or '123-abc', regex used for validation is "
          + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isValid = name.utf8.count <= 253 && parts.allSatisfy { isLabel($0, limit: 253) }
    return isValid
      ? nil
      : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
        + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  }

  static func isLabelKey(_ key: String) -> Bool {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.last, parts.count <= 2, !name.isEmpty else { return false }
    return isLabelValue(name) && (parts.count == 1 || parts[0].split(separator: ".").allSatisfy { isLabel(String($0)) })
  }

  static func isLabelValue(_ value: String) -> Bool {
    guard let first = value.utf8.first, let last = value.utf8.last else { return true }
    return value.utf8.count <= 63 && isAlphanumeric(first) && isAlphanumeric(last)
      && value.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  private static func isLabel(_ text: String, limit: Int = 63) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= limit else { return false }
    let isPlain = { (byte: UInt8) in (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
    return isPlain(first) && isPlain(last) && text.utf8.allSatisfy { isPlain($0) || $0 == 0x2D }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
