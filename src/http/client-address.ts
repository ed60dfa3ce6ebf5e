import { isIP } from 'node:net';

/**
 * Who asks, behind proxies that are known: the newest address in `X-Forwarded-For` that is none of them. What stands
 * before it anybody may have written, so it counts for nothing.
 */
export function clientAddress(
  socket: string | undefined,
  forwardedFor: string | undefined,
  proxies: readonly string[],
): string | undefined {
  if (socket === undefined || forwardedFor === undefined || proxies.length === 0) return socket;
  const hops = [...forwardedFor.split(',').map(plain), plain(socket)];
  for (let at = hops.length - 1; at >= 0; at--) {
    const hop = hops[at] ?? '';
    if (isIP(hop) === 0) return hops[at + 1] ?? socket;
    if (!proxies.includes(hop)) return hop;
  }
  return hops[0] ?? socket;
}

/** Sockets write IPv4 as `::ffff:1.2.3.4`, some proxies add a port or brackets. */
function plain(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
  return bare.replace(/^\[(.+)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}
