import { randomUUID } from 'node:crypto';
import { SUBSCRIBED } from '../../src/dialer/freeswitch/event-map.ts';
import { BareClient } from './bare-client.ts';
import { waitMs } from './measure.ts';
import { openNetwork } from './network.ts';

/** What Foyer subscribes to. */
export const EVENTS = SUBSCRIBED.join(' ');

/** The leg events of one answered, bridged call as the simulated switch renders them: JSON texts, each about its leg. */
export async function recordEvents(): Promise<string[]> {
  const now = Date.now();
  const network = await openNetwork({ scenario: 'numbered', start: now, realOrigin: now });
  const bodies: string[] = [];
  const client = await BareClient.open(network, (event, body) => {
    if (event['Event-Name']?.startsWith('CHANNEL_') === true) bodies.push(body.toString());
  });
  await client.ask(`event json ${EVENTS}`);
  const originate = (leg: string, role: string, dial: string) =>
    client.ask(
      `bgapi originate {origination_uuid=${leg},origination_caller_id_number=33162000000,origination_caller_id_name=33162000000,ignore_early_media=true,originate_timeout=26,park_after_bridge=true,hangup_after_bridge=false,foyer_role=${role},foyer_attempt=${randomUUID()},foyer_campaign=${randomUUID()}}${dial} &park()`,
    );
  const [agent, donor] = [randomUUID(), randomUUID()];
  await originate(agent, 'agent', 'sofia/foyer-agents/agent1@foyer.invalid');
  await originate(donor, 'donor', 'sofia/gateway/carrier/33199001000');
  await waitMs(600);
  await client.ask(`api uuid_bridge ${donor} ${agent}`);
  await waitMs(300);
  await client.ask(`api uuid_kill ${donor} NORMAL_CLEARING`);
  await waitMs(300);
  client.close();
  await network.close();
  return bodies;
}
