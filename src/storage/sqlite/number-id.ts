import type { NumberId } from '../../campaigns/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { bareNumber } from '../import/bare-number.ts';
import { put } from '../row-change.ts';
import type { ApplyChange } from './apply-change.ts';
import type { Connection } from './open-database.ts';

/** The id of a number at a client; `freshId` becomes it when the number is new. */
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
  const find = db.transaction((number: E164, clientId: ClientId, freshId: NumberId): NumberId => {
    const numberId = known.get(number, clientId);
    if (typeof numberId === 'string') return numberId as NumberId;
    apply(put('numbers', bareNumber(freshId, number, clientId, agency.get(clientId, clientId))), 0);
    return freshId;
  });
  return (number: E164, clientId: ClientId, freshId: NumberId): NumberId => find.immediate(number, clientId, freshId);
}
