/// One member of a `JSONRecord`: its name, its place in the Swift type, and what the schema says of it.
package struct JSONField<Record>: Sendable {
  package typealias Refinement = (inout JSONSchema) -> Void

  package let name: String
  package let isRequired: Bool
  package let schema: JSONSchema
  let read: @Sendable (JSONValue?, inout Record, inout JSONDecoding) -> Void
  let write: @Sendable (Record) -> JSONValue?

  /// A member that must be there.
  package init<Value: JSONCodable>(
    _ name: String, _ path: WritableKeyPath<Record, Value> & Sendable, _ description: String? = nil,
    _ refine: Refinement = { _ in }
  ) {
    self.init(name, isRequired: true, Self.schema(Value.self, description, refine)) { json, record, decoding in
      guard let json, !json.isNull else { return decoding.note("is required") }
      if let value = Value.read(json, &decoding) { record[keyPath: path] = value }
    } write: {
      $0[keyPath: path].json
    }
  }

  /// A member that may be absent; `null` counts as absent.
  package init<Value: JSONCodable>(
    _ name: String, _ path: WritableKeyPath<Record, Value?> & Sendable, _ description: String? = nil,
    _ refine: Refinement = { _ in }
  ) {
    self.init(name, isRequired: false, Self.schema(Value.self, description, refine)) { json, record, decoding in
      guard let json, !json.isNull else { return }
      if let value = Value.read(json, &decoding) { record[keyPath: path] = value }
    } write: {
      $0[keyPath: path]?.json
    }
  }

  /// A member with a default that the schema declares; it is always written.
  package init<Value: JSONCodable>(
    _ name: String, _ path: WritableKeyPath<Record, Value> & Sendable, default value: Value,
    _ description: String? = nil, _ refine: Refinement = { _ in }
  ) {
    var schema = Self.schema(Value.self, description, refine)
    schema.default = value.json
    self.init(name, isRequired: false, schema) { json, record, decoding in
      guard let json, !json.isNull else { return record[keyPath: path] = value }
      if let value = Value.read(json, &decoding) { record[keyPath: path] = value }
    } write: {
      $0[keyPath: path].json
    }
  }

  /// A member whose absence means `fallback`; it is written only when it differs from that.
  package init<Value: JSONCodable & Equatable>(
    _ name: String, _ path: WritableKeyPath<Record, Value> & Sendable, fallback: Value,
    _ description: String? = nil, _ refine: Refinement = { _ in }
  ) {
    self.init(name, isRequired: false, Self.schema(Value.self, description, refine)) { json, record, decoding in
      guard let json, !json.isNull else { return record[keyPath: path] = fallback }
      if let value = Value.read(json, &decoding) { record[keyPath: path] = value }
    } write: {
      let value = $0[keyPath: path]
      return value == fallback ? nil : value.json
    }
  }

  /// A member of `string` that the schema accepts and nothing reads or writes.
  package init(reserved name: String, _ description: String) {
    self.init(name, isRequired: false, Self.schema(String.self, description, { _ in })) { _, _, _ in
    } write: { _ in
      nil
    }
  }

  /// The same member in an object that holds all of this record's members beside its own.
  package func nested<Outer>(in path: WritableKeyPath<Outer, Record> & Sendable) -> JSONField<Outer> {
    let (read, write) = (read, write)
    return JSONField<Outer>(name, isRequired: isRequired, schema) { json, outer, decoding in
      read(json, &outer[keyPath: path], &decoding)
    } write: {
      write($0[keyPath: path])
    }
  }

  private init(
    _ name: String, isRequired: Bool, _ schema: JSONSchema,
    read: @escaping @Sendable (JSONValue?, inout Record, inout JSONDecoding) -> Void,
    write: @escaping @Sendable (Record) -> JSONValue?
  ) {
    self.name = name
    self.isRequired = isRequired
    self.schema = schema
    self.read = read
    self.write = write
  }

  private static func schema<Value: JSONCodable>(
    _ type: Value.Type, _ description: String?, _ refine: Refinement
  ) -> JSONSchema {
    var schema = Value.jsonSchema
    if let description { schema.description = description }
    refine(&schema)
    return schema
  }
}
