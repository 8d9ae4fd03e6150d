import JSON

extension SchemaDocument {
  /// Reads a schema in JSON.
  /// - Parameter source: what diagnostics call the text.
  package init(json text: String, source: String) throws(Diagnostic) {
    let node: JSONNode
    do throws(JSONError) {
      node = try JSONNode(reading: text)
    } catch {
      throw Diagnostic(error, source: source, in: text)
    }
    do throws(NodeError) {
      self.init(try SchemaJSONReader().namespaces(node), text: text, source: source)
    } catch {
      throw error.diagnostic(source: source, in: text)
    }
  }
}
