import type { Campaign, Candidate, ContactState } from '../../campaigns/index.ts';
import type { CareSetting } from '../../compliance/index.ts';
import type { CampaignId, ContactId, OrgId } from '../../kernel/id.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { agentSessionOf, campaignCountsOf, campaignOf, careSettingOf, donorCardOf } from '../row-views.ts';
import type { AgentSessionRow, CampaignCountRow, CampaignRow, CareSettingRow, DonorRow } from '../rows.ts';
import type { AgentSession, CampaignCounts, DonorCard } from '../store.ts';
import { accountQuestions } from './account-records.ts';
import { agentPresence } from './agent-presence.ts';
import { callCounts } from './call-counts.ts';
import { campaignOrder } from './campaign-order.ts';
import { candidateLoader } from './candidate-loader.ts';
import { columnsOf } from './columns.ts';
import { contactPages } from './contact-pages.ts';
import { contactTallies } from './contact-tally.ts';
import { donorQuestions } from './donor-records.ts';
import { dueOrder } from './due-order.ts';
import { heldContacts } from './held-contacts.ts';
import { holdOutArms } from './hold-out-arms.ts';
import { campaignChanges } from './hour-changes.ts';
import { hourFigures } from './hour-figures.ts';
import { hourReasons } from './hour-reasons.ts';
import { campaignRecords } from './hour-records.ts';
import { importQuestions } from './import-batch.ts';
import { lineMinuteQuestions } from './line-minute-records.ts';
import { managerQuestions } from './manager-records.ts';
import { objectionQuestions } from './objection-questions.ts';
import { openCalls } from './open-calls.ts';
import { type Connection, openForReading } from './open-database.ts';
import { passkeyQuestions } from './passkey-records.ts';
import { pastAnswers } from './past-answers.ts';
import { promiseTallies } from './promise-figures.ts';
import { promiseQuestions } from './promise-questions.ts';
import { eventReader } from './read-events.ts';
import { scriptQuestions } from './script-questions.ts';
import { sealedQuestions } from './sealed-rows.ts';
import { serve } from './serve.ts';
import { signInQuestions } from './sign-in-records.ts';
import { signInTrailQuestions } from './sign-in-trail-records.ts';
import { webhookQuestions } from './webhook-tables.ts';

export interface ReaderData {
  readonly path: string;
  /** Codes of results after which a number rests: given, since loading the domain costs each thread 200 ms and 20 MB. */
  readonly refusals: readonly string[];
  /** Codes of results that are an agreement to give, likewise. */
  readonly agreements: readonly string[];
  /** For the keys of numbers. */
  readonly secret: Uint8Array;
}

function openReader({ path, refusals, agreements, secret }: ReaderData) {
  const db = openForReading(path);
  const loadCandidates = candidateLoader(
    db,
    { refusals: new Set(refusals), agreements: new Set(agreements) },
    numberKeys(secret),
  );
  const { segments, due } = dueOrder(db);
  const orderOf = campaignOrder(db);
  const stateOf = db.prepare<[string], ContactState>('SELECT state FROM contacts WHERE contact_id = ?').pluck();
  const lastSeq = db.prepare<[string], number | null>('SELECT max(seq) FROM events WHERE stream = ?').pluck();
  const dueContacts = db.transaction(
    (campaignId: CampaignId, at: UtcMs, want: number, except: ReadonlySet<ContactId>, zone: string) => {
      const order = orderOf(campaignId, segments(campaignId), zone, at);
      const wanted: { readonly contactId: string }[] = [];
      let exhausted = true;
      for (const contactId of due(campaignId, order, at)) {
        if (except.has(contactId as ContactId)) continue;
        exhausted = wanted.length < want;
        if (!exhausted) break;
        wanted.push({ contactId });
      }
      const found = loadCandidates(wanted, at).filter((candidate) => candidate !== undefined);
      return { candidates: found, exhausted, order };
    },
  );
  return {
    dueContacts,
    contactById: (contactId: ContactId, at: UtcMs): Candidate | undefined =>
      stateOf.get(contactId) === 'suppressed' ? undefined : loadCandidates([{ contactId }], at)[0],
    lastSeqs: (streams: readonly string[]): Map<string, number> => {
      const found = streams.map((stream): [string, number | null] => [stream, lastSeq.get(stream) ?? null]);
      return new Map(found.filter((entry): entry is [string, number] => entry[1] !== null));
    },
    readEvents: eventReader(db, path),
    contactTally: contactTallies(db),
    contactPage: contactPages(db, loadCandidates),
    heldContacts: heldContacts(db, loadCandidates),
    ...callCounts(db),
    ...figureQuestions(db),
    ...openCalls(db, loadCandidates),
    ...objectionQuestions(db),
    ...donorQuestions(db),
    ...promiseQuestions(db),
    ...webhookQuestions(db),
    ...sealedQuestions(db),
    ...scriptQuestions(db),
    ...importQuestions(db),
    ...simpleQuestions(db),
    close: (): void => {
      db.close();
    },
  };
}

/** What reports are made of. */
function figureQuestions(db: Connection) {
  return {
    figures: hourFigures(db),
    reasons: hourReasons(db),
    promiseTallies: promiseTallies(db),
    presence: agentPresence(db),
    campaignChanges: campaignChanges(db),
    ...managerQuestions(db),
    holdOutArms: holdOutArms(db),
    campaignRecords: campaignRecords(db),
  };
}

/** Questions that are one statement each. */
function simpleQuestions(db: Connection) {
  const campaigns = db.prepare<[string], CampaignRow>(
    `SELECT ${columnsOf(db, 'campaigns')} FROM campaigns WHERE org_id = ? ORDER BY campaign_id`,
  );
  const sessions = db.prepare<[], AgentSessionRow>(
    `SELECT ${columnsOf(db, 'agentSessions')} FROM agent_sessions ORDER BY agent_id`,
  );
  const counts = db.prepare<[], CampaignCountRow>(`SELECT ${columnsOf(db, 'campaignCounts')} FROM campaign_counts`);
  const donorOf = db.prepare<[string], DonorRow>(
    `SELECT ${columnsOf(db, 'donors', 'd')} FROM contacts c JOIN donors d ON d.donor_id = c.donor_id WHERE c.contact_id = ?`,
  );
  const careSettings = db.prepare<[string], CareSettingRow>(
    `SELECT ${columnsOf(db, 'careSettings')} FROM care_settings WHERE org_id = ? ORDER BY setting_id`,
  );
  return {
    campaigns: (orgId: OrgId): Campaign[] => campaigns.all(orgId).map(campaignOf),
    agentSessions: (): AgentSession[] => sessions.all().map(agentSessionOf),
    pastAnswers: pastAnswers(db),
    careSettings: (orgId: OrgId): CareSetting[] => careSettings.all(orgId).map(careSettingOf),
    campaignCounts: (): CampaignCounts[] => campaignCountsOf(counts.all()),
    donorCard: (contactId: ContactId): DonorCard | undefined => {
      const donor = donorOf.get(contactId);
      return donor === undefined ? undefined : donorCardOf(contactId, donor);
    },
    ...accountQuestions(db),
    ...signInQuestions(db),
    ...lineMinuteQuestions(db),
    ...passkeyQuestions(db),
    ...signInTrailQuestions(db),
  };
}

export type ReaderHandlers = ReturnType<typeof openReader>;

serve(openReader);
