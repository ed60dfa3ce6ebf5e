import type { ClientId, OrgId } from '../../kernel/id.ts';
import type { NumberRow } from '../rows.ts';
import { StorageError } from '../storage-error.ts';

/** A number that is nobody's yet: an objection can name it, and it holds for whoever is imported with it later. */
export function bareNumber(numberId: string, e164: string, clientId: ClientId, orgId: string | undefined): NumberRow {
  if (orgId === undefined) throw unknownClient(clientId);
  return {
    numberId,
    orgId: orgId as OrgId,
    clientId,
    donorId: null,
    e164,
    kind: 'other',
    zones: '[]',
    holidayRegions: '[]',
    place: 0,
    listed: 0,
    dead: 0,
    numberKey: null,
  };
}

function unknownClient(clientId: ClientId): StorageError {
  return new StorageError(
    'not-found',
    `Client "${clientId}" belongs to no agency that is known here: make its campaign first.`,
  );
}
