import { join } from 'node:path';
import type { CardLinks, Messages, PromisePorts } from '../campaigns/index.ts';
import type { Outside } from '../http/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { systemClock } from '../kernel/system-clock.ts';
import {
  type Configuration,
  fileOutbox,
  guardedPost,
  keepWebhooks,
  type Log,
  openVault,
  sendMessages,
  smsGateway,
  smtpGateway,
} from '../ops/index.ts';
import { gocardlessService, type PaymentService, stripeService } from '../payments/index.ts';
import type { SqliteStore } from '../storage/sqlite/index.ts';
import { CommandError } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { makeFolder } from './make-folder.ts';

export interface OpenOutside {
  /** For `openServer`. */
  readonly ports: { readonly outside: Outside; readonly promisePorts: PromisePorts };
  close(): Promise<void>;
}

export interface OutsideParts {
  readonly configuration: Pick<Configuration, 'messages' | 'payments' | 'webhooks'>;
  readonly dataFolder: string;
  readonly store: SqliteStore;
  /** The floor's, which a demonstration begins at its own hour: what is written into the outbox is dated by it. */
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** What a server has to do with the world: messages, payments, webhooks, files for the bank, and what seals secrets. */
export async function openOutside({
  configuration,
  dataFolder,
  store,
  clock,
  log,
}: OutsideParts): Promise<OpenOutside> {
  const { messages: set, webhooks } = configuration;
  const vault = openVault({ env: process.env, dataFolder });
  if (!vault.ok) throw new CommandError(vault.error);
  const bankFolder = join(dataFolder, 'bank');
  await makeFolder(bankFolder);
  const smtp = set.smtp === undefined ? undefined : smtpGateway(set.smtp);
  const outbox = set.outbox ? fileOutbox(join(dataFolder, 'outbox.jsonl'), clock) : undefined;
  const email = smtp ?? outbox;
  const sms = set.sms === undefined ? outbox : smsGateway(set.sms, systemClock);
  const messages: Messages = sendMessages({
    gateways: {
      ...(email === undefined ? {} : { email }),
      ...(sms === undefined ? {} : { sms }),
      ...(outbox === undefined ? {} : { post: outbox }),
    },
    sent: store.sentMessages,
    clock: systemClock,
    log,
  });
  const payments = paymentServices(configuration);
  const post = guardedPost({ clock: systemClock, allowPrivate: webhooks.privateAddresses });
  const stop = keepWebhooks({
    orgId: ORG_ID,
    store: store.webhooks,
    vault: vault.value,
    post,
    clock: systemClock,
    log,
  });
  const cards: CardLinks | undefined = payments[0];
  const outside: Outside = {
    vault: vault.value,
    webhooks: { store: store.webhooks, privateAddresses: webhooks.privateAddresses },
    payments,
    sms: set.sms,
    outbox,
    bankFolder,
  };
  return {
    ports: { outside, promisePorts: { messages, vault: vault.value, cards } },
    close: async () => {
      await stop();
      smtp?.close();
    },
  };
}

/** The first one makes the links. */
function paymentServices({
  payments: { stripe, gocardless },
}: Pick<Configuration, 'payments'>): readonly PaymentService[] {
  return [
    ...(stripe === undefined ? [] : [stripeService(stripe, systemClock)]),
    ...(gocardless === undefined ? [] : [gocardlessService(gocardless, systemClock)]),
  ];
}
