import type { SoftphoneAccount } from '../../src/http/contract/index.ts';
import type { Softphone } from './softphone.ts';

export { closedView, type Softphone, type SoftphoneView } from './softphone.ts';

/** Loads the softphone of this installation: nobody else carries it. */
export async function loadSoftphone(
  kind: 'sip' | 'simulated',
  account: () => Promise<SoftphoneAccount>,
): Promise<Softphone> {
  if (kind === 'simulated') return new (await import('./simulated-softphone.ts')).SimulatedSoftphone();
  return new (await import('./sip-softphone.ts')).SipSoftphone({ account });
}
