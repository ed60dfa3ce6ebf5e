import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { DemoProcess } from './demo-process.ts';

type Json = Record<string, unknown>;

/** The demonstration's house, as its managers and its donors act on it from outside the desk. */
export interface DeskHouse {
  /** A new version of the example script goes live; nobody is certified for it. */
  newScript(title: string): Promise<void>;
  /** Opens the newest link that was sent, as the donor does. */
  openLink(): Promise<string>;
  typeIban(link: string): Promise<void>;
  /** Types the newest code that was sent: the signature. */
  sign(link: string): Promise<void>;
}

const IBAN = 'FR1420041010050500013M02606';
const example = fileURLToPath(new URL('../../examples/script-secours-des-rivages.json', import.meta.url));

export async function openHouse(demo: DemoProcess): Promise<DeskHouse> {
  const [campaigns, production, admin] = await Promise.all(
    ['campagne', 'responsable', 'admin'].map((login) => programOf(demo, login)),
  );
  if (campaigns === undefined || production === undefined || admin === undefined) throw new Error('unreachable');
  const [campaign] = (await campaigns('GET', '/api/campaigns'))['campaigns'] as Json[];
  const [id, clientId] = [String(campaign?.['campaignId']), String(campaign?.['clientId'])];
  await production('POST', '/api/creditors', {
    clientId,
    name: 'Secours des Rivages',
    address: ['1 quai du Port', '17000 La Rochelle'],
    creditorId: 'FR72ZZZ123456',
  });
  const messages = async () => (await admin('GET', '/api/outbox'))['messages'] as { at: number; text: string }[];
  const texts = async () => (await messages()).sort((a, b) => b.at - a.at).map(({ text }) => text);
  /** What was sent and not taken yet, the newest first: a message may leave a moment after the page says so. */
  const taken = new Set<string>();
  const next = (wanted: RegExp): Promise<string> =>
    vi.waitFor(
      async () => {
        const found = (await texts()).map((text) => wanted.exec(text)?.[1]);
        const first = found.find((each) => each !== undefined && !taken.has(each));
        if (first === undefined) throw new Error(`No message has ${wanted}.`);
        taken.add(first);
        return first;
      },
      { timeout: 10_000, interval: 100 },
    );
  const send = async (link: string, fields: Record<string, string>) => {
    const answer = await fetch(link, { method: 'POST', body: new URLSearchParams(fields) });
    if (!answer.ok) throw new Error(`${fields['step']}: ${answer.status} ${await answer.text()}`);
  };
  return {
    newScript: async (title) => {
      const document = { ...(JSON.parse(readFileSync(example, 'utf8')) as Json), title };
      const { version } = await campaigns('POST', `/api/campaigns/${id}/scripts`, { document });
      const path = `/api/campaigns/${id}/scripts/${String(version)}`;
      await campaigns('POST', `${path}/approve`, { onBehalf: 'Accord donné par courriel.' });
      await campaigns('POST', `${path}/live`, {});
    },
    openLink: async () => {
      const link = `${demo.address}${await next(/https?:\/\/[^/\s]+(\/signature\/\S+)/)}`;
      await fetch(link);
      return link;
    },
    typeIban: (link) => send(link, { step: 'details', name: 'Camille Donateur', iban: IBAN }),
    sign: async (link) => send(link, { step: 'code', code: await next(/\b(\d{6})\b/) }),
  };
}

async function programOf({ address, passwords }: DemoProcess, login: string) {
  const request = async (method: 'GET' | 'POST', path: string, token: string, body?: Json): Promise<Json> => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${address}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await answer.json()) as Json;
    if (!answer.ok) throw new Error(`${method} ${path} as ${login}: ${answer.status} ${JSON.stringify(json)}`);
    return json;
  };
  const opened = await request('POST', '/api/session', '', {
    login,
    password: passwords.get(login) ?? '',
    token: true,
  });
  return (method: 'GET' | 'POST', path: string, body?: Json) => request(method, path, String(opened['token']), body);
}
