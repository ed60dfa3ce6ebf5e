import type { WhyAnswer, WhyLeadAnswer } from '../http/index.ts';
import type { Configuration } from '../ops/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { getFromServer } from './running-server.ts';
import { whyFromDatabase } from './why-from-database.ts';
import { leadWords } from './why-lead-words.ts';
import { whyWords } from './why-words.ts';

export interface WhyOptions {
  readonly json?: true;
  readonly language: 'fr' | 'en';
  /** Of one contact, by its id. */
  readonly contact?: string;
}

/** Why nothing, or not more, of a campaign is being dialed: as the running Foyer knows, else as the database does. */
export async function why(configuration: Configuration, campaign: string, options: WhyOptions): Promise<number> {
  if (options.contact !== undefined) return whyLead(configuration, campaign, options.contact, options);
  const path = `/api/campaigns/${encodeURIComponent(campaign)}/why`;
  const running = (await getFromServer(configuration, path)) as WhyAnswer | undefined;
  const answer = running ?? (await whyFromDatabase(configuration.dataFolder, campaign));
  process.stdout.write(options.json === true ? `${JSON.stringify(answer)}\n` : whyWords(answer, options.language));
  return EXIT.ok;
}

/** Why one contact stands where it does in the queue; only a running Foyer knows the whole of it. */
async function whyLead(
  configuration: Configuration,
  campaign: string,
  contact: string,
  { json, language }: WhyOptions,
): Promise<number> {
  const path = `/api/campaigns/${encodeURIComponent(campaign)}/why/${encodeURIComponent(contact)}`;
  const answer = (await getFromServer(configuration, path)) as WhyLeadAnswer | undefined;
  if (answer === undefined)
    throw new CommandError(
      'No Foyer runs with these settings: the order of calling is that of a running one. Start it.',
    );
  process.stdout.write(json === true ? `${JSON.stringify(answer)}\n` : leadWords(answer, language));
  return EXIT.ok;
}
