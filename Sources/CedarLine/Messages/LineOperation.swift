/// What cedar-line/1 can be asked.
package enum LineOperation: String, Sendable, CaseIterable {
  case hello, authorize, validate, checkEntities, checkRequests, parsePolicies, parseSchema, bench
}
