import type { AccountView } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';

export interface Invited {
  readonly displayName: string;
  /** Null: it could not be sent, or there is no address. */
  readonly sentTo: string | null;
  /** To be handed over; null: it was sent. */
  readonly url: string | null;
}

interface NewAccount {
  readonly login: string;
  readonly displayName: string;
  readonly role: AccountView['role'];
  readonly clientIds: readonly string[];
  readonly campaignIds: readonly string[];
  readonly email?: string;
  readonly reason: string;
}

export function makeAccount(wanted: NewAccount): Promise<AccountView> {
  return api('POST', '/api/accounts', wanted);
}

/** By e-mail where that works; otherwise the link itself, to be handed over. @throws ApiProblem */
export async function invite({ userId, displayName, email }: AccountView, reason: string): Promise<Invited> {
  const path = `/api/accounts/${userId}/link`;
  const ask = (send: boolean) => api<Omit<Invited, 'displayName'>>('POST', path, { send, reason });
  if (email === null) return { displayName, ...(await ask(false)) };
  try {
    return { displayName, ...(await ask(true)) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'not-possible') throw error;
    return { displayName, ...(await ask(false)) };
  }
}
