/// Which objects of a collection.
package struct ListOptions: Sendable, Hashable {
  /// `app=x,tier!=y`
  package var labelSelector: String?
  /// `metadata.name=x`
  package var fieldSelector: String?
  /// Objects a page; 0 for all in one.
  package var limit = 500

  package init(labelSelector: String? = nil, fieldSelector: String? = nil) {
    self.labelSelector = labelSelector
    self.fieldSelector = fieldSelector
  }

  /// The selectors as query parameters.
  var selectors: [(String, String)] {
    [("labelSelector", labelSelector), ("fieldSelector", fieldSelector)].compactMap { name, value in
      value.map { (name, $0) }
    }
  }
}
