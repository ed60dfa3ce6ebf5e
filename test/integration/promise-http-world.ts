import type { CardLinks, Message, Messages } from '../../src/campaigns/index.ts';
import type { AppOptions } from '../../src/http/index.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { HttpWorld, type Person } from './http-world.ts';

export const PUBLIC_URL = 'https://foyer.example.org';

/** Keeps what leaves, so that a test can look into it. */
export class Outbox implements Messages {
  readonly sent: Message[] = [];
  failing = false;

  send(message: Message) {
    if (this.failing)
      return Promise.resolve({ ok: false, code: 'try-again', message: 'The gateway is down.' } as const);
    this.sent.push(message);
    return Promise.resolve({ ok: true, reference: `m${this.sent.length}` } as const);
  }

  last(): Message {
    const message = this.sent.at(-1);
    if (message === undefined) throw new Error('nothing was sent');
    return message;
  }

  /** The path of the link in the last message that has one. */
  path(): string {
    const text = this.sent.findLast((each) => each.text.includes(PUBLIC_URL))?.text ?? '';
    const [, path] = text.match(/https:\/\/foyer\.example\.org(\/signature\/[\w-]+)/) ?? [];
    if (path === undefined) throw new Error(`no link in: ${text}`);
    return path;
  }

  code(): string {
    const [, code] = this.last().text.match(/\b(\d{6})\b/) ?? [];
    if (code === undefined) throw new Error(`no code in: ${this.last().text}`);
    return code;
  }
}

export const vault = createVault([new Uint8Array(32).fill(9)]);

export interface TalkingWorld {
  readonly world: HttpWorld;
  readonly outbox: Outbox;
  readonly agent: Person;
  readonly manager: Person;
}

/** An agent with a donor on the line, at a charity that has told who collects. */
export async function talkingWorld(): Promise<TalkingWorld> {
  const { world, outbox, manager } = await collectingWorld();
  const agent = await world.readyAgent();
  await world.donorAnswers();
  return { world, outbox, agent, manager };
}

/** A charity that has told who collects, and nobody on the floor yet. */
export async function collectingWorld(
  cards?: CardLinks,
  more: (world: HttpWorld) => Partial<AppOptions> = () => ({}),
): Promise<Omit<TalkingWorld, 'agent'>> {
  const outbox = new Outbox();
  const world = await HttpWorld.open((made) => ({
    publicUrl: PUBLIC_URL,
    promisePorts: { messages: outbox, vault, cards },
    ...more(made),
  }));
  const manager = await world.person('production-manager');
  const creditor = {
    clientId: world.client,
    name: 'Secours Hiver',
    address: ['1 rue du Lac', '57000 Metz'],
    creditorId: 'FR72 ZZZ 123456',
    iban: 'FR14 2004 1010 0505 0001 3M02 606',
    bic: 'PSSTFRPPXXX',
    rumPrefix: 'HIVER',
  };
  const set = await world.json('POST', '/api/creditors', manager, creditor);
  if (set.status !== 200) throw new Error(JSON.stringify(set.body));
  return { world, outbox, manager };
}

/** A form as a browser sends it. */
export function post(world: HttpWorld, path: string, fields: Record<string, string>): Promise<Response> {
  return world.request('POST', path, undefined, new URLSearchParams(fields).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
}
