import type { NumberId } from '../../campaigns/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { bareNumber } from '../import/bare-number.ts';
import { put } from '../row-change.ts';
import type { ApplyChange } from './apply-change.ts';
import type { Connection } from './open-database.ts';

export interface WantedNumber {
  readonly number: E164;
  /** Becomes the id when the number is new. */
  readonly freshId: NumberId;
}

/** The ids of numbers at a client, in their order. */
export function numberIds(db: Connection, apply: ApplyChange) {
  const known = db
    .prepare<[string, string], string>('SELECT min(number_id) FROM numbers WHERE e164 = ? AND client_id = ?')
    .pluck();
  // The client's own agency; a client without anything yet is taken for one of the only agency there is.
  const agency = db
    .prepare<[string, string], string>(
      `SELECT org_id FROM campaigns WHERE client_id = ? UNION ALL SELECT org_id FROM donors WHERE client_id = ?
        UNION ALL SELECT org_id FROM campaigns UNION ALL SELECT org_id FROM accounts LIMIT 1`,
    )
    .pluck();
  const find = ({ number, freshId }: WantedNumber, clientId: ClientId): NumberId => {
    const numberId = known.get(number, clientId);
    if (typeof numberId === 'string') return numberId as NumberId;
    apply(put('numbers', bareNumber(freshId, number, clientId, agency.get(clientId, clientId))), 0);
    return freshId;
  };
  const all = db.transaction((wanted: readonly WantedNumber[], clientId: ClientId) =>
    wanted.map((each) => find(each, clientId)),
  );
  return (wanted: readonly WantedNumber[], clientId: ClientId): NumberId[] => all.immediate(wanted, clientId);
}
