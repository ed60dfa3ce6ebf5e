import { useEffect, useEffectEvent, useState } from 'react';
import { NOTE_EVENT } from './messages/note-events.ts';
import { useSession } from './session.tsx';

type Handlers<Events> = { readonly [Name in keyof Events]: (data: Events[Name]) => void };

/** A stream that gives no sign of life for this long is opened anew. */
const SILENCE_MS = 15_000;
const RETRY_MS = 1_000;

/** Follows a live stream; says whether it is open. It comes back by itself and begins with everything afresh. */
export function useLive<Events extends object>(
  path: string,
  names: readonly (keyof Events & string)[],
  handlers: Handlers<Events>,
): boolean {
  const [isOpen, setOpen] = useState(false);
  const { check } = useSession();
  const deliver = useEffectEvent((name: keyof Events, data: Events[keyof Events]) => handlers[name](data));
  const lost = useEffectEvent(() => check());

  useEffect(() => {
    let source: EventSource | undefined;
    let retry: number | undefined;
    const open = () => {
      source?.close();
      source = new EventSource(path);
      source.onopen = () => setOpen(true);
      source.onerror = () => {
        setOpen(false);
        // The session may have ended: then the log-in page shows.
        lost();
        source?.close();
        window.clearTimeout(retry);
        retry = window.setTimeout(open, RETRY_MS);
      };
      // A message is for another part of the page than the one that follows the stream.
      source.addEventListener('note', ({ data }: MessageEvent<string>) =>
        window.dispatchEvent(new CustomEvent(NOTE_EVENT, { detail: JSON.parse(data) as unknown })),
      );
      for (const name of names) {
        source.addEventListener(name, (event: MessageEvent<string>) => {
          window.clearTimeout(retry);
          retry = path === '/api/live' ? window.setTimeout(open, SILENCE_MS) : undefined;
          deliver(name, JSON.parse(event.data) as Events[keyof Events]);
        });
      }
    };
    open();
    return () => {
      window.clearTimeout(retry);
      source?.close();
    };
  }, [path, names]);
  return isOpen;
}
