import { useEffect, useState } from 'react';
import type { AgentScript, AgentView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import type { Script } from './script-walk.ts';
import { useRead } from './use-read.ts';

interface Read {
  readonly of: string;
  readonly script: Script | null;
}

/** The script as it is read out to the donor on the screen; undefined while it is read, null where there is none. */
export function useScript(agent: AgentView | null | undefined, isLive: boolean): Script | null | undefined {
  const background = useRead();
  const [read, setRead] = useState<Read>();
  const of = pageOf(agent);
  useEffect(() => {
    if (of === undefined || !isLive) return;
    let isGone = false;
    void background(async () => {
      const { script } = await api<AgentScript>('GET', '/api/agent/script');
      if (!isGone) setRead({ of, script });
    });
    return () => {
      isGone = true;
    };
  }, [of, isLive, background]);
  return read?.of === of ? read?.script : undefined;
}

/** Another donor, another version, or the person is protected now: the script is another one. */
function pageOf(agent: AgentView | null | undefined): string | undefined {
  if (agent?.call != null) {
    const { attemptId, vulnerable } = agent.call;
    return `${attemptId} ${agent.state === 'talking' || agent.state === 'wrap-up'} ${vulnerable}`;
  }
  return agent?.preview?.contactId;
}
