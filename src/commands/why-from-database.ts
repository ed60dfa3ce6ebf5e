import { type Campaign, countBlocked, lookAtContacts } from '../campaigns/index.ts';
import { createObjectionBook, createRegisterBook, houseGate } from '../compliance/index.ts';
import { callsTo, type FloorState, openFloor, SYSTEM, step } from '../dialer/index.ts';
import { blockedViews, type WhyAnswer } from '../http/index.ts';
import { idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Store } from '../storage/index.ts';
import { loadRegister, registerFiles } from '../storage/registers/index.ts';
import { CommandError } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { installedRules } from './installed-rules.ts';
import { openStore } from './open-store.ts';

/**
 * What the database alone can tell while no Foyer runs: which contacts could be called now, and what holds the others.
 * @throws CommandError when there is no campaign of that name or id
 */
export async function whyFromDatabase(dataFolder: string, nameOrId: string): Promise<WhyAnswer> {
  const store = await openStore(dataFolder, systemClock);
  try {
    const campaigns = await store.campaigns(ORG_ID);
    const campaign = campaigns.find(({ id, name }) => id === nameOrId || name === nameOrId);
    if (campaign === undefined) {
      const known = campaigns.map(({ name }) => name).join(', ');
      throw new CommandError(
        `There is no campaign "${nameOrId}". ${known === '' ? 'There is none yet: foyer import makes one.' : `There are: ${known}.`}`,
      );
    }
    const state = await floorOf(dataFolder, store, campaign);
    const counter = countBlocked(state.gate, (candidate) => callsTo(state, candidate), state.now);
    const looked = await lookAtContacts(store.contactPage, campaign.id, counter.add, systemClock);
    const { callable, blocked } = counter.result();
    const { id: campaignId, name, mode, status } = campaign;
    return {
      at: state.now,
      campaign: { campaignId, name, mode, status },
      calls: null,
      reasons: [NOT_RUNNING],
      contacts: { ...looked, callable, blocked: blockedViews(blocked) },
      abandonment: [],
      callerId: null,
    };
  } finally {
    await store.close();
  }
}

const NOT_RUNNING: WhyAnswer['reasons'][number] = {
  code: 'not-running',
  words: {
    fr: 'Aucun Foyer ne tourne avec ces réglages : rien ne peut être appelé.',
    en: 'No Foyer runs with these settings: nothing can be dialed.',
  },
  until: null,
};

/** A floor with nothing on it but the campaign: it knows of the numbers what a running one would. */
async function floorOf(dataFolder: string, store: Store, campaign: Campaign): Promise<FloorState> {
  const objections = createObjectionBook(store.numberKeys);
  for (let page = await store.objections(); ; page = await store.objections(page.next)) {
    for (const objection of page.objections) objections.recordKeyed(objection);
    if (page.next === undefined) break;
  }
  const registers = createRegisterBook(store.numberKeys);
  for (const file of await registerFiles(dataFolder)) registers.put(await loadRegister(file, store.numberKeys));
  const at = systemClock.now();
  const state = openFloor({
    orgId: ORG_ID,
    gate: houseGate(installedRules(dataFolder)),
    objections,
    registers,
    switches: [],
    makeIds: (clock) => idSource(clock, seededRandom(1)),
    startAt: at,
  });
  step(state, { type: 'campaign.put', campaign, at, actor: SYSTEM });
  return state;
}
