import Cedar

/// Schemas in both syntaxes: a text is read, or refused at a place of the text; and policies, entities and requests can be
/// checked against what was read.
private let world = World.made()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let text = text(bytes, count) else { return 0 }
  check(text, world) { text throws(Diagnostic) in try SchemaDocument(parsing: text, source: "input") }
  check(text, world) { text throws(Diagnostic) in try SchemaDocument(json: text, source: "input") }
  return 0
}

private func check(_ text: String, _ world: World, _ read: (String) throws(Diagnostic) -> SchemaDocument) {
  do throws(Diagnostic) {
    let document = try read(text)
    require(try read(text) == document, "the same text is the same schema")
    check(try Schema(resolving: document), world)
  } catch {
    requirePlace(error.position, in: text)
  }
}

private func check(_ schema: Schema, _ world: World) {
  for declaration in schema.entityTypes.values {
    require(
      declaration.ancestors.allSatisfy { schema.entityTypes[$0] != nil }, "\(declaration.type) is in declared types")
  }
  require((try? Entities(schema.actionEntities)) != nil, "actions are a hierarchy")
  let report = Validator(schema).validate(world.policies)
  require(report.isValid == report.errors.isEmpty, "what has no error is valid")
  for request in world.requests { _ = try? schema.validate(request) }
  for entity in world.described { _ = try? schema.check(entity) }
}
