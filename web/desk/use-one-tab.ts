import { useCallback, useEffect, useState } from 'react';
import { DRAFT_KEPT_AS } from './call-draft.ts';

/** How long the tab that is left may take to hand over what was typed there. */
const HANDOVER_MS = 400;

export interface OneTab {
  /** Undefined while it is not known. */
  readonly isOwner: boolean | undefined;
  /** Takes the desk over from the other tab, with what was typed there. */
  readonly takeOver: () => void;
}

/** One tab of a browser has the desk; a second one shows it and may take it over. */
export function useOneTab(agentId: string): OneTab {
  const [isOwner, setOwner] = useState<boolean>();
  const [turn, setTurn] = useState({ nth: 0, steal: false });
  const name = `foyer-desk-${agentId}`;

  useEffect(() => {
    // Pages of an address without encryption have no locks; the server still answers both tabs alike.
    if (!('locks' in navigator)) return setOwner(true);
    let release: (() => void) | undefined;
    let isGone = false;
    const hold = () => {
      if (isGone) return undefined;
      setOwner(true);
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    // A reload gives its lock up a moment after the new page asks: whoever waits is given it then.
    const lost = () => !isGone && setOwner(false);
    if (turn.steal) navigator.locks.request(name, { steal: true }, hold).catch(lost);
    else {
      const waiting = window.setTimeout(() => setOwner((known) => known ?? false), HANDOVER_MS);
      navigator.locks
        .request(name, () => {
          window.clearTimeout(waiting);
          return hold();
        })
        .catch(lost);
    }
    return () => {
      isGone = true;
      release?.();
    };
  }, [name, turn]);

  useEffect(() => {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<string>) => {
      if (data === 'hand over' && isOwner === true) channel.postMessage(sessionStorage.getItem(DRAFT_KEPT_AS) ?? '');
    };
    return () => channel.close();
  }, [name, isOwner]);

  const takeOver = useCallback(() => {
    const channel = new BroadcastChannel(name);
    const take = () => {
      channel.close();
      setTurn(({ nth }) => ({ nth: nth + 1, steal: true }));
    };
    const waiting = window.setTimeout(take, HANDOVER_MS);
    channel.onmessage = ({ data }: MessageEvent<string>) => {
      if (data === 'hand over') return;
      window.clearTimeout(waiting);
      if (data !== '') sessionStorage.setItem(DRAFT_KEPT_AS, data);
      take();
    };
    channel.postMessage('hand over');
  }, [name]);

  return { isOwner, takeOver };
}
