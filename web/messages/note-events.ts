import { useEffect, useEffectEvent } from 'react';
import type { FloorNoteView } from '../../src/http/contract/index.ts';

/** A message that came by the live stream of the page, whichever it has. */
export const NOTE_EVENT = 'foyer-note';

/** Hears each message as it comes. */
export function useNotes(take: (note: FloorNoteView) => void): void {
  const taken = useEffectEvent(take);
  useEffect(() => {
    const listen = (event: Event) => taken((event as CustomEvent<FloorNoteView>).detail);
    window.addEventListener(NOTE_EVENT, listen);
    return () => window.removeEventListener(NOTE_EVENT, listen);
  }, []);
}
