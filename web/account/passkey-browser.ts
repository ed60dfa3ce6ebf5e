import type { PasskeyAdded, SessionView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';

type Browser = typeof import('@simplewebauthn/browser');
type MakeOptions = Parameters<Browser['startRegistration']>[0]['optionsJSON'];
type UseOptions = Parameters<Browser['startAuthentication']>[0]['optionsJSON'];

/** The person or the device said no, or there is no passkey: nothing went wrong. */
export class PasskeyStopped extends Error {}

/** Loaded when a passkey is used: an agent's first load stays small. */
function browser(): Promise<Browser> {
  return import('@simplewebauthn/browser');
}

export function makesPasskeys(): boolean {
  return window.isSecureContext && typeof window.PublicKeyCredential === 'function';
}

/** @throws PasskeyStopped, ApiProblem */
export async function addPasskey(password: string, name: string): Promise<PasskeyAdded> {
  const path = '/api/session/passkeys';
  const { options } = await api<{ options: MakeOptions }>('POST', `${path}/begin`, { password });
  const { startRegistration } = await browser();
  const { id, response } = await stopping(startRegistration({ optionsJSON: options }));
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return api('POST', path, { name, passkey: { id, clientDataJSON, attestationObject, transports } });
}

/** @throws PasskeyStopped, ApiProblem */
export async function signInWithPasskey(): Promise<SessionView> {
  const path = '/api/session/passkey';
  const { options } = await api<{ options: UseOptions }>('POST', `${path}/begin`);
  const { startAuthentication } = await browser();
  const { id, response } = await stopping(startAuthentication({ optionsJSON: options }));
  const { clientDataJSON, authenticatorData, signature } = response;
  return api('POST', path, { id, clientDataJSON, authenticatorData, signature });
}

async function stopping<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new PasskeyStopped(String(error));
  }
}
