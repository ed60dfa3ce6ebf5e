import { ok, type Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { moveMandate } from './mandate-state.ts';
import type { MandateDraft, PromiseAct, PromiseRefusal } from './promise-act.ts';
import { type Change, mandateFact, move, type PromiseFact, promiseFact, refuse } from './promise-fact.ts';
import type { MandateRecord, SignatureMethod } from './promise-record.ts';

/** A mandate without a debit for so long is void (SEPA Core Rulebook, 4.1). */
const UNUSED_MONTHS = 36;

type MandateAct = Extract<PromiseAct, { type: 'export' | 'suspend-mandate' | 'resume-mandate' | 'lapse-mandate' }>;

export function decideMandate(change: Change, act: MandateAct): Result<readonly PromiseFact[], PromiseRefusal> {
  const { mandate } = change;
  if (mandate === undefined) return refuse('not-possible', 'This promise has no mandate.');
  const moves = mandateMoves(change);
  switch (act.type) {
    case 'export':
      return decideExport(change, mandate, act);
    case 'suspend-mandate':
      return ok(moves.suspended(act.because));
    case 'resume-mandate':
      return ok(moves.resumed(undefined));
    case 'lapse-mandate':
      return ok(change.at >= voidFrom(mandate) ? moves.lapsed() : []);
  }
}

/** Handed over once; of each due day one debit goes to the bank, whatever comes of it. */
function decideExport(
  change: Change,
  mandate: MandateRecord,
  { file, debit }: Extract<MandateAct, { type: 'export' }>,
): Result<readonly PromiseFact[], PromiseRefusal> {
  const { mandateId, presentedOn } = mandate;
  const runs = mandate.state === 'exported' || mandate.state === 'active';
  if (!runs && mandate.state !== 'signed') return refuse('not-possible', 'Only a signed mandate can be handed over.');
  const fresh = debit !== undefined && (presentedOn === null || debit.dueOn > presentedOn);
  const count = presentedBefore(mandate) + 1;
  const presented = (state: MandateRecord['state']) =>
    fresh ? [mandateFact(change, mandateId, 'mandate.presented', { state, file, ...debit, presented: count })] : [];
  if (runs) return ok(presented(mandate.state));
  const exported = mandateFact(change, mandateId, 'mandate.exported', { state: 'exported', file });
  return move(change, 'active', (state) => [
    exported,
    ...presented('exported'),
    promiseFact(change, 'promise.activated', { state }),
  ]);
}

/** Those handed over before debits were counted had one. */
export function presentedBefore({ presented, exportedAt }: MandateRecord): number {
  return Math.max(presented, exportedAt === null ? 0 : 1);
}

/** When the mandate becomes void unless it is used; never for one that is not signed. */
export function voidFrom(mandate: Pick<MandateRecord, 'lastDebitAt' | 'signedAt'>): UtcMs {
  const last = mandate.lastDebitAt ?? mandate.signedAt;
  if (last === null) return Number.POSITIVE_INFINITY;
  const day = new Date(last);
  return day.setUTCMonth(day.getUTCMonth() + UNUSED_MONTHS);
}

/** The facts of a mandate that go with those of its promise; none where there is no mandate, or nothing to move. */
export function mandateMoves(change: Change) {
  const { mandate } = change;
  const to = (state: MandateRecord['state']) => mandate !== undefined && moveMandate(mandate.state, state).ok;
  const id = mandate?.mandateId ?? '';
  return {
    sent(draft: MandateDraft | undefined): readonly PromiseFact[] {
      if (mandate !== undefined)
        return mandate.state === 'draft' ? [mandateFact(change, id, 'mandate.sent', { state: 'sent' })] : [];
      if (draft === undefined) return [];
      const { mandateId, rum, creditorId } = draft;
      return [
        mandateFact(change, mandateId, 'mandate.drafted', { state: 'draft', rum, creditorId }),
        mandateFact(change, mandateId, 'mandate.sent', { state: 'sent' }),
      ];
    },
    signed: (method: SignatureMethod, proofHash: string): readonly PromiseFact[] =>
      to('signed') ? [mandateFact(change, id, 'mandate.signed', { state: 'signed', method, proofHash })] : [],
    debited(): readonly PromiseFact[] {
      if (mandate === undefined) return [];
      // While it is suspended, what was under way still arrives: it is active from where it goes back to.
      const suspended = mandate.state === 'suspended';
      if (!suspended && mandate.state !== 'active' && !to('active')) return [];
      const state = suspended
        ? ({ state: 'suspended', held: 'active' } as const)
        : ({ state: 'active', held: null } as const);
      const first = mandate.firstDebitAt === null;
      return [mandateFact(change, id, first ? 'mandate.first-debited' : 'mandate.debited', state)];
    },
    suspended(because: string): readonly PromiseFact[] {
      if (mandate === undefined || mandate.state === 'suspended' || !to('suspended')) return [];
      return [mandateFact(change, id, 'mandate.suspended', { state: 'suspended', held: mandate.state, because })];
    },
    /** `because`: only where it was suspended for this. */
    resumed(because: string | undefined): readonly PromiseFact[] {
      if (mandate?.state !== 'suspended' || mandate.held === null) return [];
      if (because !== undefined && mandate.heldBecause !== because) return [];
      return [mandateFact(change, id, 'mandate.resumed', { state: mandate.held })];
    },
    revoked: (because: string): readonly PromiseFact[] =>
      to('revoked') && mandate?.state !== 'revoked'
        ? [mandateFact(change, id, 'mandate.revoked', { state: 'revoked', because })]
        : [],
    lapsed: (): readonly PromiseFact[] =>
      to('lapsed') && mandate?.state !== 'lapsed'
        ? [mandateFact(change, id, 'mandate.lapsed', { state: 'lapsed' })]
        : [],
  };
}
