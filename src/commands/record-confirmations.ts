import { hash } from 'node:crypto';
import { join } from 'node:path';
import { type Confirmation, confirmationsIn } from '../compliance/index.ts';
import { canonicalJson } from '../compliance/ledger/index.ts';
import type { FloorEvent } from '../dialer/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { type IdSource, idSource, type OrgId } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { Store } from '../storage/index.ts';
import { RULES_FOLDER } from './installed-rules.ts';

export interface ConfirmationParts {
  readonly orgId: OrgId;
  readonly dataFolder: string;
  readonly store: Pick<Store, 'append' | 'lastSeqs'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Puts each confirmation of a rule that holds from this start on into the log and the evidence ledger, once; returns how
 * many were new.
 * @throws RulePackError when the file of confirmations can't be used
 */
export async function recordConfirmations({ orgId, dataFolder, store, clock }: ConfirmationParts): Promise<number> {
  const named = confirmationsIn(join(dataFolder, RULES_FOLDER)).map((each) => ({ ...each, digest: digestOf(each) }));
  const recorded = await store.lastSeqs(named.map(streamOf));
  const ids = idSource(clock, seededRandom(freshSeed()).fork('confirmations'));
  const fresh = named.filter((each) => !recorded.has(streamOf(each)));
  if (fresh.length > 0) await store.append(fresh.map((each) => eventOf(each, { orgId, ids, at: clock.now() })));
  return fresh.length;
}

type Named = Confirmation & { readonly digest: string };

/** Without the name the log can say whose word it was: whoever has the file can show that it was this one. */
function digestOf({ ruleId, packOf, by, on }: Confirmation): string {
  return hash('sha256', `foyer-rule-confirmation-1:${canonicalJson({ ruleId, packOf, by, on })}`, 'hex');
}

/** One stream each: that it has an event is how a later start knows. */
function streamOf({ digest }: Named): string {
  return `confirmation:${digest}`;
}

function eventOf(
  confirmation: Named,
  { orgId, ids, at }: { readonly orgId: OrgId; readonly ids: IdSource; readonly at: number },
): FloorEvent {
  const { ruleId, packOf, on, digest } = confirmation;
  return {
    id: ids.next<'event'>(),
    stream: streamOf(confirmation),
    seq: 1,
    at,
    recordedAt: at,
    orgId,
    clientId: null,
    campaignId: null,
    type: 'rule.confirmed',
    version: 1,
    actor: 'system',
    causeId: null,
    data: { ruleId, packOf, on, digest },
  };
}
