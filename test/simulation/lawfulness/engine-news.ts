import type { DonorId } from '../../../src/campaigns/index.ts';
import type { FloorRuntime } from '../../../src/dialer/index.ts';
import { floorDoor } from '../../../src/dialer/index.ts';
import type { AttemptId, CampaignId, ClientId } from '../../../src/kernel/id.ts';
import type { E164 } from '../../../src/kernel/phone-number.ts';
import type { Random } from '../../../src/kernel/random.ts';
import type { SimulatedClock } from '../../../src/kernel/simulated-clock.ts';
import type { Store } from '../../../src/storage/index.ts';
import type { VirtualTime } from '../settle.ts';
import { type EngineFacts, type Footing, LETTER } from './engine-facts.ts';
import type { KnownDonor } from './engine-people.ts';
import { pick } from './people.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SYSTEM = { kind: 'system' } as const;
/** Share of the calls during whose ringing a letter is opened: an objection, or a consent taken back. */
const OBJECTS_WHILE_RINGING = 0.05;
const WITHDRAWS_WHILE_RINGING = 0.05;
/** Phones ring for longer than this, mostly. */
const AFTER_RINGING = 5 * SECOND;
const NEWS_EVERY = 6 * MINUTE;
const TAKEN_BACK_WITHIN = SECOND;

interface NewsOptions {
  readonly random: Random;
  readonly clock: SimulatedClock;
  readonly time: VirtualTime;
  readonly store: Store;
  readonly facts: EngineFacts;
  readonly footings: readonly Footing[];
  readonly runtime: () => FloorRuntime | undefined;
  readonly complain: (what: string) => void;
}

/** What reaches the office from outside while the floor works: objections, consents, and consents taken back. */
export class EngineNews {
  readonly #options: NewsOptions;
  readonly #donors = new Map<DonorId, KnownDonor>();
  readonly counts = { objections: 0, consents: 0, whileRinging: 0 };

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  /** Whom the files have brought so far, by their ids. */
  knows(donors: ReadonlyMap<string, KnownDonor>): void {
    for (const [id, donor] of donors) this.#donors.set(id as DonorId, donor);
  }

  /** Now and then something comes, until the returned function is called. */
  comeAndGo(): () => void {
    const { random, clock } = this.#options;
    let going = true;
    const next = () =>
      clock.schedule(random.int(0, 2 * NEWS_EVERY), () => {
        if (!going) return;
        this.#something();
        next();
      });
    next();
    return () => {
      going = false;
    };
  }

  rings(attemptId: AttemptId): void {
    const { random, clock } = this.#options;
    const draw = random.next();
    if (draw >= OBJECTS_WHILE_RINGING + WITHDRAWS_WHILE_RINGING) return;
    clock.schedule(random.int(0, AFTER_RINGING), () => {
      const call = this.#call(attemptId);
      if (call?.state !== 'ringing') return;
      const donorId = call.candidate.donorId as DonorId;
      const donor = this.#donors.get(donorId);
      if (donor === undefined) return;
      if (draw < OBJECTS_WHILE_RINGING) this.#object(call.number.number, donor.client, call.campaignId);
      else if (donor.consent === null || donor.consent.withdrawnAt !== null) return;
      else this.#withdraw(donorId, donor);
      this.counts.whileRinging++;
      clock.schedule(TAKEN_BACK_WITHIN, () => {
        const { state, dying } = this.#call(attemptId) ?? {};
        if (state === 'ringing' && dying !== true)
          this.#options.complain(`${attemptId} still rings after its person objected or took a consent back`);
      });
    });
  }

  #call(attemptId: AttemptId) {
    return this.#options.runtime()?.state.calls.get(attemptId);
  }

  #something(): void {
    const { random } = this.#options;
    if (this.#donors.size === 0) return;
    const [donorId, donor] = pick(random, [...this.#donors]);
    const draw = random.next();
    if (draw < 0.25) this.#object(pick(random, donor.numbers).number, donor.client);
    else if (draw < 0.5) {
      if (donor.consent !== null && donor.consent.withdrawnAt === null) this.#withdraw(donorId, donor);
    } else this.#consent(donorId, donor);
  }

  /** Mostly to the charity; now and then to the agency, or as to one campaign. */
  #object(number: string, client: string, ofCampaign?: string): void {
    const { random, store, facts, clock, footings, time } = this.#options;
    const runtime = this.#options.runtime();
    if (runtime === undefined) return;
    const draw = random.next();
    const campaign = ofCampaign ?? footings.find((each) => each.client === client)?.campaign;
    const clientId = client as ClientId;
    const [reach, told] =
      draw < 0.2
        ? [{ scope: 'agency' } as const, {}]
        : draw < 0.4 && campaign !== undefined
          ? [{ scope: 'campaign', campaignId: campaign as CampaignId } as const, { client, campaign }]
          : [{ scope: 'client', clientId } as const, { client }];
    this.counts.objections++;
    time.touch();
    facts.objects(number, clock.now(), told);
    void floorDoor(runtime, store).object(
      { type: 'number', number: number as E164, clientId, source: LETTER, reach },
      SYSTEM,
    );
  }

  #withdraw(donorId: DonorId, donor: KnownDonor): void {
    const at = this.#options.clock.now();
    if (donor.consent !== null) donor.consent.withdrawnAt = at;
    this.#change(donorId, donor, { act: 'withdrawn', at });
  }

  #consent(donorId: DonorId, donor: KnownDonor): void {
    const givenAt = this.#options.clock.now();
    const outOfHours = this.#options.random.next() < 0.3;
    donor.consent = { callAt: givenAt, withdrawnAt: null, outOfHours };
    this.#change(donorId, donor, {
      act: 'given',
      source: 'donor',
      givenAt,
      means: 'web',
      evidence: 'the form on the page',
      outOfHours,
    });
  }

  #change(donorId: DonorId, donor: KnownDonor, change: Parameters<Store['donors']['changeConsent']>[1]): void {
    const { store, time, clock } = this.#options;
    this.counts.consents++;
    time.touch();
    const access = { at: clock.now(), act: 'consent', actor: 'system' } as const;
    void store.donors.changeConsent(donorId, change, access).then((report) => {
      const runtime = this.#options.runtime();
      if (runtime === undefined || report === undefined || !report.changed) return;
      time.touch();
      const { contactIds, freed } = report;
      const told =
        change.act === 'given'
          ? ({ act: 'given', on: change.givenAt, means: change.means } as const)
          : ({ act: 'withdrawn', on: change.at, means: undefined } as const);
      const clientId = donor.client as ClientId;
      floorDoor(runtime, store).noteConsent({ type: 'consent.changed', ...told, clientId, contactIds, freed }, SYSTEM);
    });
  }
}
