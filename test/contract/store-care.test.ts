import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DispositionCode, Outcome } from '../../src/campaigns/index.ts';
import type { CareAct } from '../../src/compliance/index.ts';
import type { AgentId, CampaignId, ClientId } from '../../src/kernel/id.ts';
import { DAY_MS, MINUTE_MS } from '../../src/kernel/time.ts';
import { CARE_ACTS_MAXIMUM } from '../../src/storage/care-history.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import {
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  ORG,
  OTHER_CLIENT,
  START,
  storeParts,
} from './store-world.ts';

const A = 'campaign-a' as CampaignId;
const SISTER = 'campaign-a2' as CampaignId;
const STRANGER = 'campaign-b' as CampaignId;
const clientOf: Readonly<Record<string, ClientId>> = { [A]: CLIENT, [SISTER]: CLIENT, [STRANGER]: OTHER_CLIENT };

let sqlite: SqliteFolder;
beforeAll(async () => {
  sqlite = await openSqliteFolder({ readers: 1 });
});
afterAll(() => sqlite.remove());

/** Jeanne has two numbers and shares the first with Paul, who has one of his own; another charity knows her as well. */
class World {
  readonly store: Store;
  readonly events = new EventMaker();
  #attempts = 0;

  constructor(store: Store) {
    this.store = store;
  }

  async open(): Promise<this> {
    const people = [
      [A, [donor('jeanne', [fictional(1), fictional(2)]), donor('paul', [fictional(1), fictional(3)])]],
      [SISTER, [donor('jeanne', [fictional(1), fictional(2)])]],
      [STRANGER, [donor('j', [fictional(1)]), donor('alone', [fictional(9)])]],
    ] as const;
    for (const [campaignId, donors] of people) {
      const clientId = clientOf[campaignId] as ClientId;
      await this.store.putCampaign(campaign(campaignId.replace('campaign-', ''), { clientId }));
      await this.store.importDonors(ORG, clientId, campaignId, donors, START - 400 * DAY_MS);
    }
    return this;
  }

  async candidate(campaignId: CampaignId, number: string, at = START + 400 * DAY_MS) {
    const { candidates } = await this.store.dueContacts(campaignId, at, 100, new Set(), 'Europe/Paris');
    const found = candidates.find(({ numbers }) => numbers.some((each) => each.number === number));
    if (found === undefined) throw new Error(`nobody at ${number}`);
    return found;
  }

  /** One attempt at somebody, `ago` days before the start of the world. */
  async call(
    campaignId: CampaignId,
    number: string,
    ago: number,
    end: { readonly outcome?: Outcome; readonly disposition?: DispositionCode } = {},
  ): Promise<void> {
    const { contactId, numbers } = await this.candidate(campaignId, number);
    const { numberId } = numbers.find((each) => each.number === number) ?? numbers[0];
    this.events.at = START - ago * DAY_MS;
    const name = `${this.#attempts++}`;
    const attempt = attemptEvents(this.events, name, { contactId, numberId }, campaignId);
    const { disposition } = end;
    const clientId = clientOf[campaignId] as ClientId;
    const talk =
      disposition === undefined
        ? [attempt.ended(end.outcome ?? 'no-answer')]
        : [
            attempt.answered(),
            attempt.matched(),
            attempt.bridged(),
            attempt.ended('answered', 'agent-1' as AgentId),
            attempt.disposed(disposition),
          ];
    const events = [attempt.planned(), attempt.placed(), ...talk, attempt.rescheduled()];
    await this.store.append(events.map((event) => ({ ...event, clientId })));
  }

  async acts(campaignId: CampaignId, number: string, at = START): Promise<string[]> {
    const { acts = [] } = await this.candidate(campaignId, number, at);
    return acts.map(inWords);
  }
}

function inWords({ what, number, campaignId, clientId, at }: CareAct): string {
  return `${what} ${number.slice(-1)} ${campaignId} ${clientId} -${Math.round((START - at) / DAY_MS)}`;
}

describe.each(['memory', 'SQLite'] as const)('donor care: %s', (adapter) => {
  const open = async (): Promise<World> => {
    sqlite.empty();
    return new World(adapter === 'SQLite' ? sqlite.store : createMemoryStore(storeParts())).open();
  };

  test('nothing is known of a donor whom nobody called', async () => {
    const world = await open();
    expect(await world.candidate(A, fictional(2))).not.toHaveProperty('acts');
  });

  test('attempts, talks, refusals and agreements on every number of the donor, in all campaigns and charities', async () => {
    const world = await open();
    await world.call(A, fictional(1), 9);
    await world.call(SISTER, fictional(2), 8, { disposition: 'REF' });
    await world.call(STRANGER, fictional(1), 7, { disposition: 'PA' });
    await world.call(STRANGER, fictional(9), 6, { disposition: 'PA' });
    const jeanne = [
      'attempts 1 campaign-a client-1 -9',
      'attempts 2 campaign-a2 client-1 -8',
      'contacts 2 campaign-a2 client-1 -8',
      'asks 2 campaign-a2 client-1 -8',
      'refusals 2 campaign-a2 client-1 -8',
      'attempts 1 campaign-b client-2 -7',
      'contacts 1 campaign-b client-2 -7',
      'asks 1 campaign-b client-2 -7',
      'agreements 1 campaign-b client-2 -7',
    ];
    expect(await world.acts(A, fictional(2))).toEqual(jeanne);
    expect(await world.acts(SISTER, fictional(2))).toEqual(jeanne);
    // Whoever has her first number is of her household, on all the numbers that are known of her.
    expect(await world.acts(A, fictional(3))).toEqual(jeanne);
    expect(await world.acts(STRANGER, fictional(1))).toEqual(jeanne);
  });

  test('those whom the charity counts to one household know of each other, whatever their numbers', async () => {
    const world = await open();
    const together = ['marie', 'luc'].map((code, n) => donor(code, [fictional(4 + n)], { household: 'h-1' }));
    const apart = [donor('eve', [fictional(6)], { household: 'h-2' })];
    await world.store.importDonors(ORG, CLIENT, A, [...together, ...apart], START - 400 * DAY_MS);
    await world.store.importDonors(
      ORG,
      OTHER_CLIENT,
      STRANGER,
      [donor('m', [fictional(7)], { household: 'h-1' })],
      START - 400 * DAY_MS,
    );
    await world.call(A, fictional(4), 9, { disposition: 'INF' });
    const talk = ['attempts', 'contacts', 'asks'].map((what) => `${what} 4 campaign-a client-1 -9`);
    expect(await world.acts(A, fictional(5))).toEqual(talk);
    expect(await world.acts(A, fictional(4))).toEqual(talk);
    expect(await world.acts(A, fictional(6))).toEqual([]);
    expect(await world.acts(STRANGER, fictional(7))).toEqual([]);
    expect(await world.candidate(A, fictional(5))).toMatchObject({ household: 'h-1' });
    expect(await world.candidate(A, fictional(1))).not.toHaveProperty('household');
  });

  test('a talk of a campaign of thanks is told as such; silence is told too', async () => {
    const world = await open();
    const thanks = { ...campaign('a2', { clientId: CLIENT }), kind: 'welcome' as const };
    await world.store.putCampaign(thanks);
    await world.call(SISTER, fictional(2), 8, { disposition: 'MAJ' });
    await world.call(A, fictional(1), 5, { outcome: 'machine' });
    expect(await world.acts(A, fictional(2))).toEqual([
      'attempts 2 campaign-a2 client-1 -8',
      'contacts 2 campaign-a2 client-1 -8',
      'thanks 2 campaign-a2 client-1 -8',
      'attempts 1 campaign-a client-1 -5',
      'machines 1 campaign-a client-1 -5',
    ]);
    expect((await world.candidate(A, fictional(1))).numbers[0].history).toHaveProperty('lastMachineAt');
  });

  test('a machine is no talk, and a call that did not leave is no attempt', async () => {
    const world = await open();
    await world.call(A, fictional(1), 9, { disposition: 'REP' });
    const { contactId, numbers } = await world.candidate(A, fictional(2));
    const attempt = attemptEvents(world.events, 'left-undone', {
      contactId,
      numberId: numbers[1]?.numberId ?? numbers[0].numberId,
    });
    await world.store.append([attempt.planned(), attempt.ended('cancelled'), attempt.rescheduled()]);
    expect(await world.acts(A, fictional(2))).toEqual([
      'attempts 1 campaign-a client-1 -9',
      'machines 1 campaign-a client-1 -9',
    ]);
  });

  test('what no limit looks back to is left out', async () => {
    const world = await open();
    await world.call(A, fictional(1), 390, { disposition: 'REF' });
    await world.call(A, fictional(1), 300, { disposition: 'REF' });
    await world.call(A, fictional(1), 33);
    await world.call(A, fictional(1), 31);
    expect(await world.acts(A, fictional(2))).toEqual([
      'contacts 1 campaign-a client-1 -300',
      'refusals 1 campaign-a client-1 -300',
      'attempts 1 campaign-a client-1 -31',
    ]);
  });

  test('a number of a whole house does not fill the memory, and the donor counts first', async () => {
    const world = await open();
    await world.call(A, fictional(2), 20, { disposition: 'REF' });
    const { contactId, numbers } = await world.candidate(STRANGER, fictional(1));
    world.events.at = START - DAY_MS;
    const many = Array.from({ length: CARE_ACTS_MAXIMUM + 20 }, (_, n) =>
      attemptEvents(world.events, `many-${n}`, { contactId, numberId: numbers[0].numberId }, STRANGER),
    );
    await world.store.append(
      many
        .flatMap((attempt) => [attempt.planned(), attempt.placed()])
        .map((event) => ({ ...event, clientId: OTHER_CLIENT })),
    );
    const { acts = [] } = await world.candidate(A, fictional(2), START);
    expect(acts).toHaveLength(CARE_ACTS_MAXIMUM);
    expect(acts.filter(({ clientId }) => clientId === CLIENT).map(({ what }) => what)).toEqual([
      'attempts',
      'contacts',
      'asks',
      'refusals',
    ]);
  });

  test('a limit that was set is known after a restart and a rebuild, as it was set last', async () => {
    const world = await open();
    const set = (scope: 'agency' | 'client' | 'campaign', after: number, at: number) => {
      world.events.at = at;
      const about = { clientId: scope === 'agency' ? null : CLIENT, campaignId: scope === 'campaign' ? A : null };
      const reason = 'The charity asked for it.';
      const data = { limit: 'rest-after-refusal', scope, before: 180, after, reason } as const;
      return world.store.append([world.events.make('limits.changed', data, { ...about, actor: 'user-1' })]);
    };
    await set('agency', 100, START);
    await set('client', 90, START);
    await set('campaign', 80, START);
    await set('agency', 120, START + MINUTE_MS);
    const kept = { limit: 'rest-after-refusal', reason: 'The charity asked for it.', actor: 'user-1' };
    const expected = [
      { scope: 'agency', value: 120, at: START + MINUTE_MS, ...kept },
      { scope: 'campaign', campaignId: A, value: 80, at: START, ...kept },
      { scope: 'client', clientId: CLIENT, value: 90, at: START, ...kept },
    ];
    expect(await world.store.careSettings(ORG)).toEqual(expected);
    await world.store.rebuild();
    expect(await world.store.careSettings(ORG)).toEqual(expected);
    expect(await world.store.careSettings('org-2' as typeof ORG)).toEqual([]);
  });
});
