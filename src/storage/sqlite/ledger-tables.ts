import type { LedgerHead } from '../../compliance/ledger/index.ts';
import type { EventDataOf } from '../../dialer/index.ts';
import type { LedgerNumber, LedgerTables } from '../ledger/ledger-tables.ts';
import { inputsWiper } from './ledger-people.ts';
import type { Connection } from './open-database.ts';

const ADD_RECORD = `INSERT INTO ledger_records (position, chain, seq, version, at, type, event_id, subject, body, commitments,
  prev_hash, checks, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const SET_HEAD = `INSERT INTO ledger_heads (chain, seq, hash) VALUES (@chain, @seq, @hash)
  ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`;
/** The ledger's tables over the writer's connection. */
export function sqliteLedgerTables(db: Connection): LedgerTables {
  const lastPosition = db.prepare<[], number | null>('SELECT max(position) FROM ledger_records').pluck();
  const heads = db.prepare<[], LedgerHead>('SELECT chain, seq, hash FROM ledger_heads');
  const setHead = db.prepare(SET_HEAD);
  const addRuleset = db.prepare(
    'INSERT INTO ledger_rulesets (hash, body) VALUES (@hash, @body) ON CONFLICT (hash) DO NOTHING',
  );
  const planned = db
    .prepare<[string], string>(
      "SELECT data FROM events WHERE stream = ? AND type = 'call.planned' ORDER BY seq LIMIT 1",
    )
    .pluck();
  const number = db.prepare<[string], LedgerNumber>(
    'SELECT e164, kind, zones, holiday_regions AS holidayRegions FROM numbers WHERE number_id = ?',
  );
  const numberIdOf = db
    .prepare<[string], string>(
      `SELECT n.number_id FROM contacts c CROSS JOIN numbers n ON n.donor_id = c.donor_id
        WHERE c.contact_id = ? ORDER BY n.place, n.number_id LIMIT 1`,
    )
    .pluck();
  const donor = db.prepare<[string], { orgId: string; clientId: string; numberId: string | null }>(
    `SELECT d.org_id AS orgId, d.client_id AS clientId, (SELECT n.number_id FROM numbers n
      WHERE n.donor_id = d.donor_id ORDER BY n.place, n.number_id LIMIT 1) AS numberId
      FROM donors d WHERE d.donor_id = ?`,
  );
  const campaign = db.prepare<[string], string>('SELECT settings FROM campaigns WHERE campaign_id = ?').pluck();
  return {
    lastPosition: () => lastPosition.get() ?? 0,
    heads: () => heads.all(),
    add: recordAdder(db),
    setHead: (head) => {
      setHead.run(head);
    },
    addRuleset: (ruleset) => {
      addRuleset.run(ruleset);
    },
    planned(attemptId) {
      const data = planned.get(`call:${attemptId}`);
      return data === undefined ? undefined : (JSON.parse(data) as EventDataOf<'call.planned'>);
    },
    number: (numberId) => number.get(numberId),
    numberIdOf: (contactId) => numberIdOf.get(contactId),
    donor: (donorId) => donor.get(donorId),
    campaignSettings: (campaignId) => campaign.get(campaignId),
    wipeInputs: inputsWiper(db),
  };
}

function recordAdder(db: Connection): LedgerTables['add'] {
  const addRecord = db.prepare(ADD_RECORD);
  const addInputs = db.prepare(
    'INSERT INTO ledger_inputs (position, contact_id, number_id, inputs) VALUES (?, ?, ?, ?)',
  );
  return (record, inputs) => {
    const { position, chain, seq, version, at, type, eventId, subject, body, commitments, prevHash } = record;
    const { checks, hash } = record;
    addRecord.run(position, chain, seq, version, at, type, eventId, subject, body, commitments, prevHash, checks, hash);
    if (inputs !== undefined) addInputs.run(inputs.position, inputs.contactId, inputs.numberId, inputs.inputs);
  };
}
