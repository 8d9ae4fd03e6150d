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
    let first = [100, 114.5].map { election.next(other, now: .seconds($0), wallTime: wallTime) }
    #expect(first == [.wait(.seconds(2)), .wait(.seconds(0.5))])
    // It was renewed after the last look, which counts.
    let renewed = lease("other", version: 2)
    let second = [115, 129, 129.25].map { election.next(renewed, now: .seconds($0), wallTime: wallTime) }
    #expect(second == [.wait(.seconds(2)), .wait(.seconds(0.5)), .wait(.seconds(0.25))])
    let mine = taken(election.next(renewed, now: .seconds(129.5), wallTime: wallTime))
    #expect(mine?.holder == "me")
    #expect(mine?.transitions == 1)
    #expect(mine?.object.resourceVersion == "2")
  }

  @Test("Whoever did not look for a long time does not take a lease that was renewed meanwhile")
  func longBlind() {
    var election = candidate()
    _ = election.next(lease("other", version: 1), now: .zero, wallTime: wallTime)
    let renewed = lease("other", version: 2)
    let steps = [100, 112.5].map { election.next(renewed, now: .seconds($0), wallTime: wallTime) }
    // The renewal counts from no more than a retry period ago: the leader stops 10 s after it, this one begins after 13.
    #expect(steps == [.wait(.seconds(2)), .wait(.seconds(0.5))])
  }

  @Test(
    "Times that would let two lead are refused",
    arguments: [(15, 10, 5), (15, 14, 2), (10, 2, 2), (10, 5, 0), (0, 0, 0)])
  func timing(times: (Int, Int, Int)) {
    #expect(throws: KubernetesError.self) {
      try LeaderTiming(checking: times.0, renewDeadline: times.1, retryPeriod: times.2)
    }
  }

  @Test("The duration that the holder wrote counts, not one's own")
  func foreignDuration() {
    var election = candidate()
    let other = lease("other", version: 1, seconds: 60)
    let steps = [0, 59].map { election.next(other, now: .seconds($0), wallTime: wallTime) }
    #expect(steps == [.wait(.seconds(2)), .wait(.seconds(1))])
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
