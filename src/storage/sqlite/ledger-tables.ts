import type { LedgerHead } from '../../compliance/ledger/index.ts';
import type { EventDataOf } from '../../dialer/index.ts';
import type { ErasedPerson, LedgerNumber, LedgerTables } from '../ledger/ledger-tables.ts';
import type { Connection } from './open-database.ts';

const ADD_RECORD = `INSERT INTO ledger_records (position, chain, seq, version, at, type, event_id, subject, body, commitments,
  prev_hash, checks, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const SET_HEAD = `INSERT INTO ledger_heads (chain, seq, hash) VALUES (@chain, @seq, @hash)
  ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`;
/** Their own numbers, and those of the donors behind their contacts. */
const NUMBERS_OF = `SELECT value FROM json_each(@numberIds) UNION
  SELECT n.number_id FROM json_each(@contactIds) asked CROSS JOIN contacts c ON c.contact_id = asked.value
  CROSS JOIN numbers n ON n.donor_id = c.donor_id`;

/** The ledger's tables over the writer's connection. */
export function sqliteLedgerTables(db: Connection): LedgerTables {
  const lastPosition = db.prepare<[], number | null>('SELECT max(position) FROM ledger_records').pluck();
  const heads = db.prepare<[], LedgerHead>('SELECT chain, seq, hash FROM ledger_heads');
  const addRecord = db.prepare(ADD_RECORD);
  const setHead = db.prepare(SET_HEAD);
  const addInputs = db.prepare(
    'INSERT INTO ledger_inputs (position, contact_id, number_id, inputs) VALUES (?, ?, ?, ?)',
  );
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
  const campaign = db.prepare<[string], string>('SELECT settings FROM campaigns WHERE campaign_id = ?').pluck();
  return {
    lastPosition: () => lastPosition.get() ?? 0,
    heads: () => heads.all(),
    add(record, inputs) {
      const { position, chain, seq, version, at, type, eventId, subject, body, commitments, prevHash } = record;
      const { checks, hash } = record;
      addRecord.run(
        position,
        chain,
        seq,
        version,
        at,
        type,
        eventId,
        subject,
        body,
        commitments,
        prevHash,
        checks,
        hash,
      );
      if (inputs !== undefined) addInputs.run(inputs.position, inputs.contactId, inputs.numberId, inputs.inputs);
    },
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
    campaignSettings: (campaignId) => campaign.get(campaignId),
    wipeInputs: inputsWiper(db),
  };
}

/**
 * Overwritten at its own length a row stays where it is: deleting it would let SQLite move others' rows about, and leave
 * copies of them in the unused parts of pages.
 */
function inputsWiper(db: Connection): LedgerTables['wipeInputs'] {
  const numbersOf = db.prepare<[object], string>(NUMBERS_OF).pluck();
  const count = db.prepare<[string], { readonly chain: string; readonly records: number }>(
    `SELECT r.chain, count(*) AS records FROM ledger_inputs i JOIN ledger_records r ON r.position = i.position
      WHERE i.number_id IN (SELECT value FROM json_each(?)) GROUP BY r.chain ORDER BY r.chain`,
  );
  const wiped = ['inputs', 'contact_id', 'number_id'].map(
    (column) => `${column} = CASE WHEN ${column} IS NOT NULL THEN printf('%.*c', length(${column}), '0') END`,
  );
  const wipe = db.prepare(
    `UPDATE ledger_inputs SET ${wiped.join(', ')} WHERE number_id IN (SELECT value FROM json_each(?))`,
  );
  return ({ contactIds = [], numberIds = [] }: ErasedPerson) => {
    const named = { contactIds: JSON.stringify(contactIds), numberIds: JSON.stringify(numberIds) };
    const numbers = JSON.stringify(numbersOf.all(named));
    const counts = count.all(numbers);
    wipe.run(numbers);
    return new Map(counts.map(({ chain, records }) => [chain, records]));
  };
}
