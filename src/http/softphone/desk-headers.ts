import type { SoftphoneSettings } from '../agent-line.ts';

/** The one page that may open a microphone. */
export const DESK_PATH = '/poste';

/** Where the scripts of the desk may connect to: the server, and the switch's WebSocket if browsers are lines. */
export function deskConnections(softphone: SoftphoneSettings | undefined): string[] {
  return ["'self'", ...(softphone === undefined ? [] : [originOf(softphone.url)])];
}

/** `URL.origin` is the text "null" for some engines' ws: and wss: addresses. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
