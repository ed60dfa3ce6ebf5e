import { numberOrigin, numberRejections } from '../compliance/index.ts';
import type { AgentLine } from '../dialer/index.ts';
import type { GatewayId } from '../kernel/id.ts';
import { invariant } from '../kernel/invariant.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { Settings } from '../ops/index.ts';
import type { LineChoice } from './contract/index.ts';
import type { Principal } from './principal.ts';
import { Problem } from './problem.ts';

export type SoftphoneSettings = NonNullable<Settings['softphone']>;

export interface AgentLineSettings {
  /** Offer the browser as a line without a softphone: where lines are simulated. */
  readonly browser?: boolean;
  /** The browser reaches a real switch; missing: a simulated one, if `browser` says so. */
  readonly softphone?: SoftphoneSettings | undefined;
  /** Missing: agents can't be called on an ordinary telephone. */
  readonly telephone: { readonly gatewayId: GatewayId; readonly callerId: E164 } | undefined;
}

export function lineKinds(settings: AgentLineSettings): LineChoice['kind'][] {
  return [
    ...(softphoneKind(settings) === null ? [] : (['browser'] as const)),
    'sip',
    ...(settings.telephone === undefined ? [] : (['telephone'] as const)),
  ];
}

/** What the page of an agent loads for a line in the browser; null: there are none here. */
export function softphoneKind({ softphone, browser }: AgentLineSettings): 'sip' | 'simulated' | null {
  if (softphone !== undefined) return 'sip';
  return browser === true ? 'simulated' : null;
}

/**
 * How the switch reaches this agent. Nobody chooses a SIP address: a phone registers under the account's own login, a
 * browser under the agent's id (the domain is the switch's setting), and a telephone number must be an ordinary one whose price is known, so
 * that a stolen account can't run up a bill.
 * @throws Problem `line-refused`
 */
export function agentLine(choice: LineChoice, principal: Principal, settings: AgentLineSettings): AgentLine {
  if (!lineKinds(settings).includes(choice.kind)) {
    throw new Problem(
      'line-refused',
      `Lines of the kind "${choice.kind}" are not set up here: choose ${lineKinds(settings).join(' or ')}.`,
    );
  }
  if (choice.kind === 'browser') return { kind: 'browser', address: principal.agentId ?? principal.login };
  if (choice.kind === 'sip') return { kind: 'sip', address: principal.login };
  invariant(settings.telephone !== undefined, 'a telephone line is offered only where telephones are set up');
  const origin = numberOrigin(choice.number);
  if (!origin.ok)
    throw new Problem('line-refused', `This number cannot be called: ${numberRejections[origin.error].en}.`);
  if (origin.value.kind === 'other')
    throw new Problem('line-refused', 'Only ordinary landlines and mobiles can be an agent line.');
  return { kind: 'telephone', number: origin.value.number, ...settings.telephone };
}
