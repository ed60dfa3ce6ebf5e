import { Agent, get } from 'node:http';
import { z } from 'zod';

/*
 * Browsers that hold a live stream each, in a process of their own: boards of supervisors, and desks of agents. Reads
 * its plan as one JSON document on stdin; on SIGTERM it prints what it saw as one JSON line and ends.
 */
const plan = z
  .object({
    address: z.url(),
    boards: z.array(z.string()),
    desks: z.array(z.string()),
    /** The floor's clock less this machine's, ms. */
    aheadMs: z.number(),
  })
  .parse(JSON.parse(await new Response(ReadableStream.from(process.stdin)).text()));

export interface LiveSeen {
  readonly changes: number;
  readonly lost: number;
  /** Of a sample of the boards: from the instant a change speaks of to its arrival, ms. */
  readonly lags: readonly number[];
  /** When each card came, by contact, floor's time. */
  readonly cards: readonly (readonly [contactId: string, at: number])[];
}

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
const SAMPLED_BOARDS = 50;
const CHANGE = /event: change\ndata: \{"at":(\d+)/g;
const CARD = /event: card\ndata: \{"card":\{.*?"contactId":"([^"]+)"/g;
const seen = { changes: 0, lost: 0, lags: [] as number[], cards: [] as [string, number][] };
const floorNow = () => Date.now() + plan.aheadMs;

function open(path: string, token: string, onText: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}` };
    const asked = get(`${plan.address}${path}`, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`));
      answer.setEncoding('utf8');
      answer.on('data', onText);
      answer.on('close', () => {
        seen.lost++;
      });
      answer.once('data', () => resolve());
    });
    asked.on('error', reject);
  });
}

for (const [n, token] of plan.desks.entries()) {
  if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await open('/api/agent/live', token, (text) => {
    const at = floorNow();
    for (const [, contactId = ''] of text.matchAll(CARD)) seen.cards.push([contactId, at]);
  });
}
for (const [n, token] of plan.boards.entries()) {
  await open('/api/live', token, (text) => {
    const at = floorNow();
    for (const [, of] of text.matchAll(CHANGE)) {
      seen.changes++;
      if (n < SAMPLED_BOARDS) seen.lags.push(at - Number(of));
    }
  });
}
process.stdout.write('open\n');
process.on('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit());
});
