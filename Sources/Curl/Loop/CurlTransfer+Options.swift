import CCurl
import Glibc
import HTTP

extension CurlTransfer {
  /// Sets a fresh or reset handle up for this request.
  func configure(_ handle: UnsafeMutableRawPointer) throws(CurlError) {
    easy = handle
    let me = Unmanaged.passUnretained(self).toOpaque()
    vmcp_curl_setopt_ptr(handle, CURLOPT_PRIVATE, me)
    vmcp_curl_setopt_ptr(handle, CURLOPT_ERRORBUFFER, errorText)
    vmcp_curl_setopt_long(handle, CURLOPT_NOSIGNAL, 1)
    vmcp_curl_setopt_str(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    vmcp_curl_setopt_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    vmcp_curl_setopt_str(handle, CURLOPT_URL, request.url)
    // With HTTP/2 a cancelled stream lingers at the server until the connection's next use (libcurl 7.88), and a
    // paused one holds up to 32 MB.
    vmcp_curl_setopt_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    vmcp_curl_setopt_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    vmcp_curl_setopt_long(handle, CURLOPT_TCP_KEEPIDLE, 30)
    vmcp_curl_setopt_long(handle, CURLOPT_TCP_KEEPINTVL, 15)
    vmcp_curl_setopt_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if !isStream { vmcp_curl_setopt_str(handle, CURLOPT_ACCEPT_ENCODING, "gzip") }
    setTimeouts(handle)
    setMethodAndBody(handle)
    try setFields(handle)
    try setTLS(handle)
    setProxy(handle)
    setCallbacks(handle, me)
  }

  /// Takes the handle out of use; the loop may reset and reuse it.
  func release() -> UnsafeMutableRawPointer? {
    if let fields { curl_slist_free_all(fields) }
    fields = nil
    defer { easy = nil }
    return easy
  }

  private func setTimeouts(_ handle: UnsafeMutableRawPointer) {
    vmcp_curl_setopt_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.milliseconds))
    if let deadline {
      vmcp_curl_setopt_long(handle, CURLOPT_TIMEOUT_MS, max(1, (deadline - .now).milliseconds))
    }
    if let idle = request.idleTimeout {
      vmcp_curl_setopt_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
      vmcp_curl_setopt_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, idle.milliseconds / 1000))
    }
  }

  private func setMethodAndBody(_ handle: UnsafeMutableRawPointer) {
    let body = request.body ?? (["POST", "PUT", "PATCH"].contains(request.method) ? [] : nil)
    if let body {
      body.withUnsafeBytes {
        vmcp_curl_setopt_off(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t($0.count))
        if let start = $0.baseAddress, !$0.isEmpty {
          vmcp_curl_setopt_ptr(handle, CURLOPT_COPYPOSTFIELDS, start)
        } else {
          vmcp_curl_setopt_str(handle, CURLOPT_COPYPOSTFIELDS, "")
        }
      }
    }
    if request.method == "HEAD" {
      vmcp_curl_setopt_long(handle, CURLOPT_NOBODY, 1)
    } else {
      vmcp_curl_setopt_str(handle, CURLOPT_CUSTOMREQUEST, request.method)
    }
  }

  private func setFields(_ handle: UnsafeMutableRawPointer) throws(CurlError) {
    // libcurl adds these by itself unless told not to: an empty value removes the field.
    var lines = ["Expect:"]
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    if request.headers["User-Agent"] == nil { lines.append("User-Agent: vmcp") }
    for field in request.headers.fields {
      let isBlank = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      lines.append(isBlank ? field.name + ";" : field.name + ": " + field.value)
    }
    for line in lines {
      guard let longer = curl_slist_append(fields, line) else { throw CurlError(.invalidRequest, "out of memory") }
      fields = longer
    }
    vmcp_curl_setopt_slist(handle, CURLOPT_HTTPHEADER, fields)
  }

  private func setTLS(_ handle: UnsafeMutableRawPointer) throws(CurlError) {
    guard url.scheme == "https" else { return }
    vmcp_curl_setopt_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    var results: [CURLcode] = []
    switch request.tls.trust {
    case .system: break
    case .file(let path):
      // The distribution's directory of authorities would be trusted beside the file.
      vmcp_curl_setopt_str(handle, CURLOPT_CAPATH, nil)
      results.append(vmcp_curl_setopt_str(handle, CURLOPT_CAINFO, path))
    case .pem(let bytes):
      vmcp_curl_setopt_str(handle, CURLOPT_CAPATH, nil)
      results.append(Self.setBlob(handle, CURLOPT_CAINFO_BLOB, bytes))
    case .anything:
      vmcp_curl_setopt_long(handle, CURLOPT_SSL_VERIFYPEER, 0)
      vmcp_curl_setopt_long(handle, CURLOPT_SSL_VERIFYHOST, 0)
    }
    if let identity = request.tls.identity {
      results.append(vmcp_curl_setopt_str(handle, CURLOPT_SSLCERTTYPE, "PEM"))
      results.append(vmcp_curl_setopt_str(handle, CURLOPT_SSLKEYTYPE, "PEM"))
      results.append(Self.setBlob(handle, CURLOPT_SSLCERT_BLOB, identity.certificate))
      results.append(Self.setBlob(handle, CURLOPT_SSLKEY_BLOB, identity.key))
    }
    guard results.allSatisfy({ $0 == CURLE_OK }) else {
      throw CurlError(.tls, "the TLS library does not take the certificates")
    }
  }

  private static func setBlob(
    _ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ bytes: [UInt8]
  ) -> CURLcode {
    bytes.withUnsafeBytes { vmcp_curl_setopt_blob(handle, option, $0.baseAddress, $0.count) }
  }

  private func setProxy(_ handle: UnsafeMutableRawPointer) {
    switch request.proxy {
    case .environment where admits == nil && !url.isLoopback: break
    case .url(let proxy) where admits == nil: vmcp_curl_setopt_str(handle, CURLOPT_PROXY, proxy)
    case .none, .environment, .url: vmcp_curl_setopt_str(handle, CURLOPT_PROXY, "")
    }
  }

  private func setCallbacks(_ handle: UnsafeMutableRawPointer, _ me: UnsafeMutableRawPointer) {
    vmcp_curl_set_header(
      handle,
      { bytes, size, count, me in
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(me!).takeUnretainedValue()
        return transfer.received(field: UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, me)
    vmcp_curl_set_write(
      handle,
      { bytes, size, count, me in
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(me!).takeUnretainedValue()
        return transfer.received(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, me)
    guard admits != nil else { return }
    vmcp_curl_set_opensocket(
      handle,
      { me, _, address in
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(me!).takeUnretainedValue()
        return transfer.openSocket(&address!.pointee)
      }, me)
  }

  private func openSocket(_ target: inout curl_sockaddr) -> curl_socket_t {
    guard let address = withUnsafePointer(to: &target.addr, { IPAddress($0) }), let admits, admits(address) else {
      refusedAddress = withUnsafePointer(to: &target.addr) { IPAddress($0) }
      return vmcp_curl_socket_bad
    }
    return socket(target.family, target.socktype | Int32(SOCK_CLOEXEC.rawValue), target.`protocol`)
  }
}

extension Duration {
  var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
