import { type CheckOptions, callBasis } from '../campaigns/index.ts';
import { createObjectionBook, createRegisterBook } from '../compliance/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { loadRegister, registerFiles } from '../storage/registers/index.ts';
import { CommandError } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { openStore } from './open-store.ts';

type Screening = Pick<CheckOptions, 'isObjected' | 'screen' | 'campaign' | 'audience'>;

/**
 * What Foyer already knows of the numbers of a file: the objections that bind a campaign, and the registers that were
 * imported.
 * @throws CommandError when there is no campaign of that name
 */
export async function campaignScreening(dataFolder: string, name: string): Promise<Screening> {
  const store = await openStore(dataFolder, systemClock);
  try {
    const campaigns = await store.campaigns(ORG_ID);
    const campaign = campaigns.find((each) => each.name === name);
    if (campaign === undefined) throw new CommandError(noSuch(name, campaigns));
    const objections = createObjectionBook(store.numberKeys);
    for (let page = await store.objections(); ; page = await store.objections(page.next)) {
      for (const objection of page.objections) objections.recordKeyed(objection);
      if (page.next === undefined) break;
    }
    const registers = createRegisterBook(store.numberKeys);
    for (const file of await registerFiles(dataFolder)) registers.put(await loadRegister(file, store.numberKeys));
    const { id: campaignId, clientId } = campaign;
    const at = systemClock.now();
    const { audience, ...facts } = callBasis(campaign);
    return {
      campaign: facts,
      ...(audience === null ? {} : { audience }),
      isObjected: (number) => objections.covers({ number, campaignId, clientId, at }),
      screen: (number) => registers.screen(number),
    };
  } finally {
    await store.close();
  }
}

function noSuch(name: string, campaigns: readonly { readonly name: string }[]): string {
  const known = campaigns.map((each) => each.name).join(', ');
  return `There is no campaign "${name}". ${known === '' ? 'There is none yet: foyer import makes one.' : `There are: ${known}.`}`;
}
