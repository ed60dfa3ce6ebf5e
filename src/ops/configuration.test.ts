import { describe, expect, it } from 'vitest';
import { loadConfiguration } from './configuration.ts';
import { describeProblems } from './settings-problem.ts';

const load = (env: Record<string, string>, file?: string) =>
  loadConfiguration({ env, readText: (path) => (path === (env['FOYER_CONFIG'] ?? 'foyer.json') ? file : undefined) });

const problems = (env: Record<string, string>, file?: string): string => {
  const result = load(env, file);
  return result.ok ? '' : describeProblems(result.error);
};

const oneSwitch = { id: 'paris', url: 'esl://:secret@10.0.0.5:8021', gateways: [{ id: 'carrier' }] };

describe('configuration', () => {
  it('stands on its defaults: loopback, no switch', () => {
    const result = load({});
    expect(result).toMatchObject({
      ok: true,
      value: { host: '127.0.0.1', port: 8080, dataFolder: 'data', switches: [], file: undefined },
    });
  });

  it('puts the environment over the file, and the file over the defaults', () => {
    const file = JSON.stringify({ port: 9000, host: '127.0.0.2', log: { showPersonalData: true } });
    const result = load({ PORT: '9001', FOYER_LOG_LEVEL: 'debug' }, file);
    expect(result).toMatchObject({
      ok: true,
      value: { port: 9001, host: '127.0.0.2', log: { level: 'debug', showPersonalData: true }, file: 'foyer.json' },
    });
  });

  it('reads a switch from FOYER_SWITCH', () => {
    const result = load({
      FOYER_SWITCH: 'esl://foyer%40pbx:p%2Fw@10.1.2.3:8022?gateway=one&gateway=two&cps=30&id=lyon&dialPrefix=9',
    });
    expect(result).toMatchObject({
      ok: true,
      value: {
        switches: [
          {
            id: 'lyon',
            url: { host: '10.1.2.3', port: 8022, user: 'foyer@pbx', password: 'p/w' },
            gateways: [{ id: 'one', cps: 30, dialPrefix: '9' }, { id: 'two' }],
          },
        ],
      },
    });
  });

  it.each([
    [{}, '{"prot": 1}', 'foyer.json: prot: there is no such setting. Did you mean "port"?'],
    [{}, '{"log": {"levle": "info"}}', 'foyer.json: log.levle: there is no such setting. Did you mean "level"?'],
    [
      {},
      JSON.stringify({ switches: [{ ...oneSwitch, maxChannel: 5 }] }),
      'switches[0].maxChannel: there is no such setting. Did you mean "maxChannels"?',
    ],
    [{ FOYER_DATE: 'x' }, undefined, 'environment: FOYER_DATE: there is no such setting. Did you mean "FOYER_DATA"?'],
    [{ PORT: 'eighty' }, undefined, 'environment: PORT: "eighty" is not a whole number.'],
    [{ PORT: '70000' }, undefined, 'environment: PORT: too big'],
    [
      { FOYER_SWITCH: 'http://x' },
      undefined,
      'FOYER_SWITCH: it is not the address of a switch. Write esl://user:password@host:port',
    ],
    [
      { FOYER_SWITCH: 'esl://:pw@host?gatway=a' },
      undefined,
      'FOYER_SWITCH?gatway: there is no such setting. Did you mean "gateway"?',
    ],
    [{ FOYER_SWITCH: 'esl://:pw@host?cps=many' }, undefined, 'environment: FOYER_SWITCH ([0].gateways[0].cps)'],
    [{}, '{"port": 1,}', 'foyer.json: (the whole file): it is not JSON'],
    [{}, '[]', 'foyer.json: (the whole file): it is not a JSON object'],
    [{}, '{"log": {"level": "loud"}}', 'Choose one of: debug, info, warn, error, silent.'],
    [{ FOYER_CONFIG: '/etc/foyer.json' }, undefined, 'environment: FOYER_CONFIG: there is no file /etc/foyer.json'],
    [{}, JSON.stringify({ switches: [oneSwitch, oneSwitch] }), 'switches[1].id: two switches are named "paris"'],
    [
      {},
      JSON.stringify({ switches: [{ ...oneSwitch, peers: [{ id: 'lyon', address: '10.0.0.6:5070' }] }] }),
      'there is no switch "lyon". Known switches: paris.',
    ],
    [
      {},
      JSON.stringify({
        switches: [oneSwitch],
        agentLines: { telephone: { gatewayId: 'none', callerId: '+33162000000' } },
      }),
      'agentLines.telephone.gatewayId: no switch has a gateway "none". Known gateways: carrier.',
    ],
    [{}, JSON.stringify({ agentLines: { telephone: { gatewayId: 'a', callerId: '0162' } } }), 'E.164 form'],
  ])('says what is wrong, where, and what to do: %j %s', (env, file, words) => {
    expect(problems(env as Record<string, string>, file)).toContain(words);
  });

  it('reports every problem at once', () => {
    const result = load({ PORT: 'x', FOYER_HSOT: 'y' }, '{"limits": {"sessions": 0}, "logs": {}}');
    expect(result.ok ? 0 : result.error.length).toBe(4);
  });

  it('warns of an open address without encryption and of the default password', () => {
    const result = load(
      { FOYER_HOST: '0.0.0.0' },
      JSON.stringify({ switches: [{ ...oneSwitch, url: 'esl://:ClueCon@10.0.0.5' }] }),
    );
    expect(result.ok && result.value.warnings.map(({ setting }) => setting)).toEqual(['FOYER_HOST', 'switches[0].url']);
  });

  it('never shows a password in a problem', () => {
    expect(problems({ FOYER_SWITCH: 'esl://u:TOPSECRET@' })).toContain('FOYER_SWITCH');
    expect(problems({ FOYER_SWITCH: 'esl://u:TOPSECRET@' })).not.toContain('TOPSECRET');
    expect(problems({}, '{"switches": [{"url": TOPSECRET}]}')).toContain('not JSON');
    expect(problems({}, '{"switches": [{"url": TOPSECRET}]}')).not.toContain('SECRET');
  });
});
