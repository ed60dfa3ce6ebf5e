import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DemoCredentials } from '../http/index.ts';
import type { CampaignId } from '../kernel/id.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { study } from '../simulator/home-agents/index.ts';
import { type DemoFile, demoFile } from './demo-file.ts';
import { DemoPerson } from './demo-person.ts';
import { CommandError } from './exit-code.ts';
import { DEFAULT_CLIENT_ID } from './installation.ts';

const DONORS_FILE = 'examples/donateurs-secours-des-rivages.csv';
/** How often it is asked whether the script is live, real ms, and how often at most. */
const LOOK_MS = 25;
const MOST_LOOKS = 400;
const SCRIPT_FILE = 'examples/script-secours-des-rivages.json';

/** What the demonstration itself has to know of the script: the agents learn it before they come. */
const scriptFile = z.object({ quiz: z.array(z.object({ right: z.int() })) });
const drafted = z.object({ version: z.int() });

export interface DemoHouse {
  readonly file: DemoFile;
  readonly quizAnswers: readonly number[];
  /** Sees the outbox. */
  readonly administrator: DemoPerson;
  /** The calls begin. */
  start(): Promise<void>;
}

/** Gets a campaign ready by the doors that people use: who collects, the file, the script with its approval. */
export async function demoHouse(
  baseUrl: string,
  people: readonly DemoCredentials[],
  campaignId: CampaignId,
): Promise<DemoHouse> {
  const person = (login: string) => DemoPerson.logIn(baseUrl, people, login);
  const [administrator, manager, campaigner, charity, visitor] = await Promise.all([
    person('admin'),
    person('responsable'),
    person('campagne'),
    person('association'),
    person('conseiller'),
  ]);
  await manager.post('/api/creditors', creditor);
  await campaigner.patch(`/api/campaigns/${campaignId}/plan`, plan);
  const file = await demoFile(campaigner, campaignId, DONORS_FILE);
  const document: unknown = JSON.parse(await readFile(SCRIPT_FILE, 'utf8'));
  const quizAnswers = scriptFile.parse(document).quiz.map(({ right }) => right);
  const scripts = `/api/campaigns/${campaignId}/scripts`;
  const { version } = await campaigner.post(scripts, { document }, drafted);
  await charity.post(`${scripts}/${version}/approve`, {});
  await campaigner.post(`${scripts}/${version}/live`, {});
  // Whoever tries the desk has read the script.
  await learn(visitor, quizAnswers);
  const start = async () => {
    await campaigner.post(`/api/campaigns/${campaignId}/start`, undefined);
  };
  return { file, quizAnswers, administrator, start };
}

/** The version that went live is there to be read a moment later. */
async function learn({ client }: DemoPerson, quizAnswers: readonly number[]): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    if ((await study(client, quizAnswers)) > 0) return;
    await new Promise<void>((resolve) => {
      systemClock.schedule(LOOK_MS, resolve);
    });
  }
  throw new CommandError('The script of the demonstration did not go live. Is the disk full?');
}

/** Of the donors, never called: what calling changes is seen against them. */
export const HELD_OUT = 0.1;
const plan = {
  kind: 'one-off-to-monthly',
  holdOut: { share: HELD_OUT },
  reason: 'Démonstration : un donateur sur dix n’est pas appelé.',
};

/** Invented: the identifier and the account pass their checks and belong to nobody. */
const creditor = {
  clientId: DEFAULT_CLIENT_ID,
  name: 'Secours des Rivages',
  address: ['1 quai des Pêcheurs', '29200 Brest'],
  creditorId: 'FR72 ZZZ 123456',
  iban: 'FR14 2004 1010 0505 0001 3M02 606',
  bic: 'PSSTFRPPXXX',
  rumPrefix: 'RIVAGES',
};
