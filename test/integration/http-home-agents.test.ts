import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Served, serve } from '../../src/http/index.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { startHomeAgents } from '../../src/simulator/home-agents/index.ts';
import { HttpWorld, PASSWORD } from './http-world.ts';

/** Turns of the event loop for each 20 ms of virtual time: enough for a request to come and go. */
const TURNS = 4;
const STEPS = 6_000;

let world: HttpWorld;
let served: Served;

beforeEach(async () => {
  world = await HttpWorld.open();
  const result = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!result.ok) throw new Error(result.error.message);
  served = result.value;
});
afterEach(async () => {
  await world.close();
  await served.close();
});

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let step = 0; step < 2 * STEPS; step++) {
    if (holds()) return;
    world.clock.advance(20);
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
    // A machine with other work needs real time for a request: later steps leave it some.
    if (step >= STEPS) await new Promise((resolve) => setTimeout(resolve));
  }
  throw new Error(`never: ${what}`);
}

it('work their calls over the same HTTP API as real agents, and leave when they are stopped', async () => {
  const { account } = await world.person('agent');
  const agents = startHomeAgents({
    baseUrl: served.address,
    agents: [{ login: account.login, password: PASSWORD }],
    clock: world.clock,
    random: seededRandom(3),
    log: { warn: () => undefined },
  });
  const state = () => (account.agentId === null ? undefined : world.runtime.state.agents.get(account.agentId)?.state);
  for (let call = 1; call <= 3; call++) {
    await until(() => world.switch.donorLegs.length >= call, 'a call is placed for a ready agent');
    const leg = world.switch.donorLegs.at(-1);
    if (leg === undefined) throw new Error('a call has a leg');
    world.switch.answer(leg);
    await until(() => state() === 'talking', 'the agent talks');
    world.switch.hangUp(leg);
    await until(() => state() !== 'talking', 'the talk is over');
  }
  await until(() => state() !== 'wrap-up', 'the last call is written up');
  const { events } = await world.store.readEvents(0, 1_000);
  const disposed = events.filter(({ type, actor }) => type === 'call.disposed' && actor === account.userId);
  expect(disposed).toHaveLength(3);
  let stopped = false;
  const stopping = agents.stop().then(() => {
    stopped = true;
  });
  await until(() => stopped, 'the agents have stopped');
  await stopping;
});
