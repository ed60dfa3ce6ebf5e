import type { WhyAnswer } from '../http/index.ts';
import type { Configuration } from '../ops/index.ts';
import { EXIT } from './exit-code.ts';
import { getFromServer } from './running-server.ts';
import { whyFromDatabase } from './why-from-database.ts';
import { whyWords } from './why-words.ts';

export interface WhyOptions {
  readonly json?: true;
  readonly language: 'fr' | 'en';
}

/** Why nothing, or not more, of a campaign is being dialed: as the running Foyer knows, else as the database does. */
export async function why(configuration: Configuration, campaign: string, options: WhyOptions): Promise<number> {
  const path = `/api/campaigns/${encodeURIComponent(campaign)}/why`;
  const running = (await getFromServer(configuration, path)) as WhyAnswer | undefined;
  const answer = running ?? (await whyFromDatabase(configuration.dataFolder, campaign));
  process.stdout.write(options.json === true ? `${JSON.stringify(answer)}\n` : whyWords(answer, options.language));
  return EXIT.ok;
}
