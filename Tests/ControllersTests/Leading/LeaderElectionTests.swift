import FoundationEssentials
import Kubernetes
import Testing

@testable import Controllers

@Suite struct LeaderElectionTests {
  private let key = ObjectKey(namespace: "n", name: "leader")
  private let wallTime = Date(timeIntervalSince1970: 1_785_231_000)

  private func candidate() -> LeaderElection {
    LeaderElection(key: key, identity: "me", timing: LeaderTiming())
  }

  private func lease(_ holder: String?, version: Int, seconds: Int? = 15) -> Lease {
    var lease = Lease(key)
    lease.holder = holder
    lease.durationSeconds = seconds
    lease.object.resourceVersion = String(version)
    return lease
  }

  private func taken(_ step: LeaderElection.Step) -> Lease? {
    switch step {
    case .create(let lease), .replace(let lease): lease
    case .wait: nil
    }
  }

  @Test("Where there is no lease, one is created")
  func create() throws {
    var election = candidate()
    guard case .create(let lease) = election.next(nil, now: .zero, wallTime: wallTime) else {
      Issue.record("not created")
      return
    }
    #expect(lease.holder == "me")
    #expect(lease.durationSeconds == 15)
    #expect(lease.acquireTime == wallTime)
    #expect(lease.renewTime == wallTime)
  }

  @Test("Somebody else's lease is left alone until it has not changed for its whole duration, as this clock measures")
  func waits() {
    var election = candidate()
    // Its renewTime is long ago: the other machine's clock is not believed.
    var other = lease("other", version: 1)
    other.renewTime = Date(timeIntervalSince1970: 0)
    #expect(election.next(other, now: .seconds(100), wallTime: wallTime) == .wait)
    #expect(election.next(other, now: .seconds(114.9), wallTime: wallTime) == .wait)
    let renewed = lease("other", version: 2)
    #expect(election.next(renewed, now: .seconds(115), wallTime: wallTime) == .wait)
    #expect(election.next(renewed, now: .seconds(129.9), wallTime: wallTime) == .wait)
    let mine = taken(election.next(renewed, now: .seconds(130), wallTime: wallTime))
    #expect(mine?.holder == "me")
    #expect(mine?.transitions == 1)
    #expect(mine?.object.resourceVersion == "2")
  }

  @Test("The duration that the holder wrote counts, not one's own")
  func foreignDuration() {
    var election = candidate()
    let other = lease("other", version: 1, seconds: 60)
    #expect(election.next(other, now: .zero, wallTime: wallTime) == .wait)
    #expect(election.next(other, now: .seconds(59), wallTime: wallTime) == .wait)
    #expect(taken(election.next(other, now: .seconds(60), wallTime: wallTime)) != nil)
  }

  @Test("A lease that was given back is taken at once", arguments: [nil, ""])
  func released(holder: String?) {
    var election = candidate()
    #expect(taken(election.next(lease(holder, version: 1), now: .zero, wallTime: wallTime))?.holder == "me")
  }

  @Test("One's own lease is renewed without counting as a change of hands")
  func renews() {
    var election = candidate()
    var mine = lease("me", version: 1)
    mine.transitions = 3
    mine.acquireTime = Date(timeIntervalSince1970: 5)
    let renewed = taken(election.next(mine, now: .zero, wallTime: wallTime))
    #expect(renewed?.transitions == 3)
    #expect(renewed?.acquireTime == Date(timeIntervalSince1970: 5))
    #expect(renewed?.renewTime == wallTime)
  }
}
