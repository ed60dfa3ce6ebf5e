import { type SignatureProblem, signatureProblem } from '../../kernel/signature.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { SmsSettings } from './message-settings.ts';
import { asksToStop } from './stop-word.ts';

export interface InboundSms {
  /** As the gateway writes it. */
  readonly from: string;
  readonly stop: boolean;
}

export type InboundProblem = SignatureProblem | 'not-configured' | 'unreadable';

/** An SMS that a donor sent, as the gateway posts it: JSON or a form, signed with the gateway's secret. */
export function readInboundSms(
  settings: SmsSettings | undefined,
  request: { readonly header: string | undefined; readonly body: Uint8Array; readonly at: UtcMs },
): { readonly ok: true; readonly value: InboundSms } | { readonly ok: false; readonly error: InboundProblem } {
  if (settings?.secret === undefined) return { ok: false, error: 'not-configured' };
  const problem = signatureProblem(request, [settings.secret]);
  if (problem !== undefined) return { ok: false, error: problem };
  const fields = fieldsOf(new TextDecoder().decode(request.body));
  const [from, text] = [fields?.[settings.inbound.from], fields?.[settings.inbound.text]];
  if (typeof from !== 'string' || typeof text !== 'string') return { ok: false, error: 'unreadable' };
  return { ok: true, value: { from: from.slice(0, 64), stop: asksToStop(text) } };
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> | undefined {
  if (!body.trimStart().startsWith('{')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
