import type { SwitchModel } from '../../switch/switch-model.ts';
import type { Gateway } from '../../world/carrier.ts';

const LINE = '='.repeat(97);

/** Gateways and profiles; a wrong name is answered without `-ERR` (T2). */
export function sofia(model: SwitchModel, argument: string): string {
  const words = argument.split(' ').filter((word) => word !== '');
  const [what, kind, name = ''] = words;
  if (what === 'status' && kind === 'gateway') return gatewayStatus(model, name);
  if (what === 'status' && kind === 'profile') return 'Invalid Profile!\n';
  if (what === 'status') return status(model);
  if (what === 'profile' && name === 'gwlist') {
    const down = words[3] === 'down';
    return namesOf(model, down)
      .map((each) => `${each} `)
      .join('');
  }
  return '-ERR Unknown command!\n';
}

function namesOf(model: SwitchModel, down: boolean): string[] {
  return [...model.gateways.values()]
    .filter(({ settings }) => settings.down === down)
    .map(({ settings }) => settings.name);
}

function gatewayStatus(model: SwitchModel, name: string): string {
  const gateway = model.gateways.get(name);
  return gateway === undefined ? 'Invalid Gateway!\n' : describe(model, gateway);
}

function describe(model: SwitchModel, { settings, callsOut, failedOut }: Gateway): string {
  const uptimeS = Math.floor((model.clock.now() - model.startedAt) / 1_000);
  const rows: [string, string][] = [
    ['Name    ', settings.name],
    ['Profile ', 'external'],
    ['Scheme  ', 'Digest'],
    ['Realm   ', '127.0.0.1'],
    ['Username', 'dialer'],
    ['Password', 'yes'],
    ['Proxy   ', 'sip:127.0.0.1:5070'],
    ['Context ', 'public'],
    ['Expires ', '3600'],
    ['PingFreq', settings.down ? '5' : '0'],
    ['State   ', 'NOREG'],
    ['Status  ', settings.down ? 'DOWN' : 'UP'],
    ['Uptime  ', `${settings.down ? 0 : uptimeS}s`],
    ['CallsIN ', '0'],
    ['CallsOUT', String(callsOut)],
    ['FailedCallsIN', '0'],
    ['FailedCallsOUT', String(failedOut)],
  ];
  return `${LINE}\n${rows.map((row) => row.join('\t')).join('\n')}\n${LINE}\n`;
}

function status(model: SwitchModel): string {
  const gateways = [...model.gateways.keys()].map(
    (name) => `${`external::${name}`.padStart(25)}\tgateway\t${'sip:dialer@127.0.0.1:5070'.padStart(42)}\tNOREG`,
  );
  const profile = (name: string, port: number) =>
    `${name.padStart(25)}\tprofile\t${`sip:mod_sofia@127.0.0.1:${port}`.padStart(42)}\tRUNNING (${model.channels.size})`;
  const title = `${'Name'.padStart(25)}\t   Type\t${'Data'.padStart(42)}\tState`;
  return `${[title, LINE, profile('external', 5_080), ...gateways, profile('internal', 5_060), LINE].join('\n')}\n2 profiles 0 aliases\n`;
}
