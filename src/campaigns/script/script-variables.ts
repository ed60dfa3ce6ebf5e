import { legalStatement } from './legal-statements.ts';
import { donorVariables } from './spoken-donor.ts';

/** Of the call, always known: no fallback is needed. */
export const callVariables = ['charity', 'agency', 'agent', 'campaign'] as const;
/** Of the amount ladder and the tax aid: known when there is a donor to reckon them for. */
export const askVariables = ['ask-1', 'ask-2', 'ask-3', 'net-1', 'net-2', 'net-3'] as const;

const optional: ReadonlySet<string> = new Set([...donorVariables, ...askVariables]);
const always: ReadonlySet<string> = new Set(callVariables);

export const LEGAL_PREFIX = 'legal:';

/** May have no value, so that the script has to say what is said then. */
export function needsFallback(name: string): boolean {
  return optional.has(name);
}

export function isKnownVariable(name: string): boolean {
  if (name.startsWith(LEGAL_PREFIX)) return legalStatement(name.slice(LEGAL_PREFIX.length)) !== undefined;
  return optional.has(name) || always.has(name);
}
