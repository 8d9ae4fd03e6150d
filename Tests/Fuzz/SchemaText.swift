import Cedar

/// Schemas in both syntaxes: a text is read, or refused at a place of the text; it comes back from both syntaxes as the same
/// schema; and policies, entities and requests can be checked against what was read.
private let world = World.made()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let text = text(bytes, count) else { return 0 }
  check(text, isJSON: false) { text throws(Diagnostic) in try SchemaDocument(parsing: text, source: "input") }
  check(text, isJSON: true) { text throws(Diagnostic) in try SchemaDocument(json: text, source: "input") }
  return 0
}

private func check(_ text: String, isJSON: Bool, _ read: (String) throws(Diagnostic) -> SchemaDocument) {
  do throws(Diagnostic) {
    let document = try read(text)
    require(try read(text) == document, "the same text is the same schema")
    let schema = try Schema(resolving: document)
    checkJSON(document)
    checkText(document, schema, isJSON: isJSON)
    check(schema, world)
  } catch {
    requirePlace(error.position, in: text)
  }
}

private func checkJSON(_ document: SchemaDocument) {
  let json = document.json.text()
  do throws(Diagnostic) {
    require(try SchemaDocument(json: json, source: "printed") == document, "a schema comes back from JSON: \(json)")
  } catch {
    // Text may be nested deeper than readers of JSON allow.
    require(error.code == .limit || error.message.contains("nested"), "\(error) in the JSON of a schema: \(json)")
  }
}

/// Cedar syntax cannot say everything that JSON can.
private func checkText(_ document: SchemaDocument, _ schema: Schema, isJSON: Bool) {
  let text: String
  do throws(Diagnostic) {
    text = try document.cedarText()
  } catch {
    return require(isJSON || error.code == .limit, "\(error): Cedar syntax can say what it said")
  }
  do throws(Diagnostic) {
    let back = try SchemaDocument(parsing: text, source: "printed")
    require(isJSON || back == document, "a schema comes back from Cedar syntax: \(text)")
    let resolved = try Schema(resolving: back)
    require(resolved.entityTypes == schema.entityTypes, "entity types come back from Cedar syntax: \(text)")
    require(applicable(resolved) == applicable(schema), "actions come back from Cedar syntax: \(text)")
  } catch {
    require(error.code == .limit, "\(error) in the text of a schema: \(text)")
  }
}

/// The actions; Cedar syntax does not tell those that lack a principal from those that lack a resource.
private func applicable(_ schema: Schema) -> [EntityUID: ActionDeclaration] {
  schema.actions.mapValues { action in
    guard action.principals.isEmpty || action.resources.isEmpty else { return action }
    return ActionDeclaration(action.uid, parents: action.parents, ancestors: action.ancestors)
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
