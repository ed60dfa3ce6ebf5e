import type { AttemptId, CampaignId } from '../../src/kernel/id.ts';
import type { PacingCallEnd } from '../../src/pacing/index.ts';
import { type Call, type Floor, lawsOf } from './floor.ts';
import {
  CONNECT_LIMIT_MS,
  DETECTION_MS,
  FAILURE_SHOWS_MS,
  MACHINES_MISSED,
  machineAnswersAfterMs,
  personAnswersAfterMs,
  RING_LIMIT_MS,
} from './scenario.ts';

const MAX_LINES = 50_000;

/** The lines of a world: ringing, in detection, or answered and waiting for an agent. */
export class Lines {
  readonly #floor: Floor;
  /** Puts an answer through at once; false when no agent is ready. */
  readonly #take: (call: Call) => boolean;
  readonly #waiting: Call[] = [];
  /** Calls that may be hung up; kept only where a setting allows it. */
  readonly #ringing = new Map<AttemptId, Call>();
  #placed = 0;
  #inFlight = 0;

  constructor(floor: Floor, take: (call: Call) => boolean) {
    this.#floor = floor;
    this.#take = take;
  }

  nextWaiting(): Call | undefined {
    const call = this.#waiting.shift();
    if (call !== undefined) this.#inFlight--;
    return call;
  }

  place(campaign: number, campaignId: CampaignId): void {
    const { agenda, tally, pacer, plan, random } = this.#floor;
    const id = `call-${++this.#placed}` as AttemptId;
    this.#inFlight++;
    if (this.#inFlight > MAX_LINES) throw new Error(`more than ${MAX_LINES} lines in flight for ${plan.agents} agents`);
    tally.slot.placed++;
    pacer.on({ type: 'placed', at: agenda.now, callId: id, campaignId, reserved: false });
    pacer.on({ type: 'ringing', at: agenda.now, callId: id });
    const { machine, failure, person: chance, ringMs = personAnswersAfterMs } = lawsOf(plan, campaign);
    const person = chance(agenda.now);
    const drawn = random.outcome.next();
    const isPerson = drawn < person;
    const call: Call = { id, campaign, isPerson, answeredAt: undefined, personAt: 0, agent: undefined, over: false };
    if (plan.settings.cancelAfterMs !== null) this.#ringing.set(id, call);
    if (isPerson) this.#pickUpAfter(call, ringMs(random.ring));
    else if (drawn < person + machine) this.#pickUpAfter(call, machineAnswersAfterMs(random.ring));
    else if (drawn < person + machine + failure) agenda.after(FAILURE_SHOWS_MS, () => this.#end(call, 'failed'));
    else agenda.after(RING_LIMIT_MS, () => this.#end(call, 'no-answer'));
  }

  /** A call already picked up is left alone. */
  cancel(id: AttemptId): void {
    const call = this.#ringing.get(id);
    if (call !== undefined && call.answeredAt === undefined) this.#end(call, 'cancelled');
  }

  #pickUpAfter(call: Call, ringMs: number): void {
    const { agenda, pacer } = this.#floor;
    if (ringMs >= RING_LIMIT_MS) {
      agenda.after(RING_LIMIT_MS, () => this.#end(call, 'no-answer'));
      return;
    }
    agenda.after(ringMs, () => {
      if (call.over) return;
      call.answeredAt = agenda.now;
      pacer.on({ type: 'answered', at: agenda.now, callId: call.id });
      const { machinesHoldMs } = lawsOf(this.#floor.plan, call.campaign);
      agenda.after(machinesHoldMs === undefined ? DETECTION_MS : 0, () => this.#detected(call));
    });
  }

  #detected(call: Call): void {
    const floor = this.#floor;
    const told = lawsOf(floor.plan, call.campaign).machinesHoldMs === undefined;
    if (!call.isPerson && told && floor.random.machine.next() >= MACHINES_MISSED) {
      this.#end(call, 'machine');
      return;
    }
    this.#ringing.delete(call.id);
    call.personAt = floor.agenda.now;
    if (call.isPerson) floor.tally.person(call.campaign, call.personAt);
    floor.pacer.on({ type: 'person', at: call.personAt, callId: call.id });
    floor.changed = floor.open;
    if (this.#take(call)) this.#inFlight--;
    else {
      this.#waiting.push(call);
      floor.agenda.after(CONNECT_LIMIT_MS, () => this.#giveUp(call));
    }
  }

  /** A machine that no agent took is found out in the meantime: nobody was left in silence. */
  #giveUp(call: Call): void {
    if (call.agent !== undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(call), 1);
    if (call.isPerson) this.#floor.tally.abandoned(call.campaign, call.personAt);
    this.#end(call, call.isPerson ? 'abandoned' : 'machine');
  }

  #end(call: Call, as: PacingCallEnd): void {
    if (call.over) return;
    const floor = this.#floor;
    call.over = true;
    this.#inFlight--;
    this.#ringing.delete(call.id);
    floor.pacer.on({ type: 'ended', at: floor.agenda.now, callId: call.id, as });
    floor.changed = floor.open;
  }
}
