/// A table that is complete. Nothing changes it any more, which is why it may be read from everywhere: whoever filled it
/// gave it away here and keeps no other way to it.
struct SharedTable: @unchecked Sendable {
  let table: ValueTable

  init(_ table: ValueTable) { self.table = table }
}
