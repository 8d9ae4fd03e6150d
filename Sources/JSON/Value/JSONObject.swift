/// The members of a JSON object, in the order they were written. Keys are compared byte by byte: two spellings that
/// Unicode calls equivalent are two members, as every other JSON reader sees them.
package struct JSONObject: Sendable {
  package typealias Element = (key: String, value: JSONValue)

  private var members: [Element] = []
  /// From key to position; built once an object is too large for a linear search.
  private var index: [ByteKey: Int]?

  package init() {}

  package var count: Int { members.count }
  package var isEmpty: Bool { members.isEmpty }
  package var keys: [String] { members.map(\.key) }
  package var values: [JSONValue] { members.map(\.value) }

  /// The member `key`. A new member goes to the end; setting `nil` removes the member.
  package subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil):
        members.remove(at: position)
        if index != nil { reindex() }
      case (nil, let value?): append(key, value)
      case (nil, nil): break
      }
    }
  }

  package mutating func removeAll(where shouldRemove: (Element) throws -> Bool) rethrows {
    try members.removeAll(where: shouldRemove)
    if index != nil { reindex() }
  }

  /// Adds a member that is known to be new.
  mutating func append(_ key: String, _ value: JSONValue) {
    members.append((key, value))
    if index != nil {
      index?[ByteKey(key)] = members.count - 1
    } else if members.count > 16 {
      reindex()
    }
  }

  private mutating func reindex() {
    index = Dictionary(members.enumerated().map { (ByteKey($1.key), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func position(of key: String) -> Int? {
    if let index { return index[ByteKey(key)] }
    return members.firstIndex { ByteKey.areSame($0.key, key) }
  }

  /// A string compared and hashed by its UTF-8 bytes.
  private struct ByteKey: Hashable {
    let text: String
    init(_ text: String) { self.text = text }
    static func == (left: ByteKey, right: ByteKey) -> Bool { areSame(left.text, right.text) }
    func hash(into hasher: inout Hasher) {
      let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
        hasher.combine(bytes: UnsafeRawBufferPointer($0))
      }
      if isDone == nil { Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
    }

    /// Most keys differ in length.
    static func areSame(_ left: String, _ right: String) -> Bool {
      let (left, right) = (left.utf8, right.utf8)
      guard left.count == right.count else { return false }
      let same = left.withContiguousStorageIfAvailable { left in
        right.withContiguousStorageIfAvailable { right in
          UnsafeRawBufferPointer(left).elementsEqual(UnsafeRawBufferPointer(right))
        }
      }
      return (same ?? nil) ?? left.elementsEqual(right)
    }
  }
}

extension JSONObject: RandomAccessCollection {
  package var startIndex: Int { members.startIndex }
  package var endIndex: Int { members.endIndex }
  package subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: Hashable {
  /// Objects are equal when they have the same members, in whatever order.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    var sum = 0
    for member in members {
      var one = Hasher()
      ByteKey(member.key).hash(into: &one)
      member.value.hash(into: &one)
      sum &+= one.finalize()
    }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package typealias Key = String
  package typealias Value = JSONValue

  /// A later duplicate key replaces an earlier one.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}
