import type { ExportLanguage, Table } from '../export/table.ts';
import type { Tally } from '../figures/tally.ts';

/** What a contractor did for one campaign. */
export interface Activity {
  readonly person: string;
  readonly client: string;
  readonly campaign: string;
  readonly tally: Tally;
}

/** The statement that a contractor's invoice rests on: results and hours of production, no times of day. */
export function activityStatement(activities: readonly Activity[], language: ExportLanguage): Table {
  const title = language === 'fr' ? french : english;
  return {
    name: title.name,
    columns: [
      { title: title.person, kind: 'text' },
      { title: title.client, kind: 'text' },
      { title: title.campaign, kind: 'text' },
      { title: title.production, kind: 'hours' },
      { title: title.calls, kind: 'count' },
      { title: title.useful, kind: 'count' },
      { title: title.promises, kind: 'count' },
      { title: title.signed, kind: 'count' },
    ],
    rows: activities.map(({ person, client, campaign, tally }) => [
      person,
      client,
      campaign,
      tally.loggedInMs - tally.unpaidPauseMs,
      tally.connected,
      tally.useful,
      tally.monthlyPromises + tally.oneOffPromises + tally.undeterminedPromises,
      tally.signed,
    ]),
  };
}

const french = {
  name: "Relevé d'activité",
  person: 'Prestataire',
  client: 'Association',
  campaign: 'Campagne',
  production: 'Heures de production',
  calls: 'Appels',
  useful: 'Contacts utiles',
  promises: 'Promesses',
  signed: 'Mandats signés',
};
const english: typeof french = {
  name: 'Activity statement',
  person: 'Contractor',
  client: 'Charity',
  campaign: 'Campaign',
  production: 'Hours of production',
  calls: 'Calls',
  useful: 'Useful contacts',
  promises: 'Promises',
  signed: 'Mandates signed',
};
