import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { SessionView } from '../src/http/contract/index.ts';
import { ApiProblem, api } from './api.ts';

interface Session {
  /** Undefined while it is not known; null when nobody is logged in. */
  readonly who: SessionView | null | undefined;
  /** `code`: of the second factor, where there is one. */
  readonly logIn: (login: string, password: string, code?: string) => Promise<void>;
  /** Somebody has come in by another way than the password. */
  readonly enter: (view: SessionView) => void;
  readonly logOut: () => Promise<void>;
  /** Asks the server whether the session goes on. */
  readonly check: () => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [who, setWho] = useState<SessionView | null | undefined>(undefined);

  const check = useCallback(() => {
    api<SessionView>('GET', '/api/session').then(
      (view) => setWho((known) => known ?? view),
      (problem: unknown) => {
        // A server in trouble has not ended the session: only its word that there is none does.
        if (problem instanceof ApiProblem && problem.code === 'not-authenticated') setWho(null);
        else setWho((known) => known ?? null);
      },
    );
  }, []);
  useEffect(check, [check]);

  const session = useMemo(
    () => ({
      who,
      check,
      logIn: async (login: string, password: string, code?: string) =>
        setWho(await api<SessionView>('POST', '/api/session', { login, password, code })),
      enter: setWho,
      logOut: async () => {
        await api('DELETE', '/api/session');
        setWho(null);
      },
    }),
    [who, check],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession needs a SessionProvider');
  return session;
}
