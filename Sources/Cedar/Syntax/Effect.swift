/// What a policy does when it is satisfied.
package enum Effect: String, Sendable { case permit, forbid }
