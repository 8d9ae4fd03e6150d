import HTTP
import OAuth

/// Form bodies, and what stands in them: what is read can be written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let text = text(bytes, count) else { return 0 }
  if let form = FormParameters(reading: text) {
    let encoded = form.encoded
    require(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a form is visible ASCII")
    let again = FormParameters(reading: encoded)
    require(
      again?.parameters.map(\.name) == form.parameters.map(\.name)
        && again?.parameters.map(\.value) == form.parameters.map(\.value), "a form comes back")
    require(form.parameters.count <= 100, "a form is bounded")
  }
  if let url = HTTPURL(text) { require(HTTPURL(url.description)?.description == url.description, "a URL comes back") }
  if let uri = try? RedirectURI(text) {
    require(uri.text.utf8.elementsEqual(text.utf8), "a redirect URI is what was sent")
    require(!text.contains("\r") && !text.contains("\n"), "a redirect URI is one line")
  }
  _ = ScopeSet(parsing: text)
  return 0
}
