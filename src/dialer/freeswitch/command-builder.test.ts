import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallPermit } from '../../compliance/index.ts';
import type { AgentId, AttemptId, CampaignId, CommandId, GatewayId, LegId, SwitchId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import type { AgentLine, SwitchCommand } from '../switch-port.ts';
import { buildCommand } from './command-builder.ts';
import { switchServerSchema } from './switch-server.ts';

const uuid = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const commandId = uuid(1) as CommandId;
const legId = uuid(2) as LegId;
const otherLegId = uuid(3) as LegId;
const agentId = uuid(4) as AgentId;
const gatewayId = 'carrier' as GatewayId;
const callerId = '+33162000000' as E164;

const server = switchServerSchema.parse({
  id: 'fs1',
  url: 'esl://:secret@127.0.0.1:8021',
  gateways: [
    { id: 'carrier' },
    { id: 'plus', format: 'plus' },
    { id: 'national', format: 'national-fr', dialPrefix: '10#' },
  ],
  agentDomain: 'agents.example.org',
  peers: [{ id: 'fs2', address: '10.0.0.2:5070' }],
});

const originate = (fields: Partial<Extract<SwitchCommand, { type: 'originate' }>> = {}): SwitchCommand => ({
  type: 'originate',
  commandId,
  legId,
  attemptId: uuid(5) as AttemptId,
  campaignId: uuid(6) as CampaignId,
  permit: { number: '+33199001234' } as CallPermit,
  gatewayId,
  callerId,
  ringLimitMs: 25_000,
  ...fields,
});
const openLine = (line: AgentLine): SwitchCommand => ({ type: 'open-line', commandId, legId, agentId, line });
const play = (file: string, afterwards: 'hang-up' | 'park'): SwitchCommand => {
  return { type: 'play', commandId, legId, file, afterwards };
};
const line = (command: SwitchCommand): string => {
  const built = buildCommand(command, server);
  return built.ok ? built.value.line : `refused: ${built.error}`;
};

describe('buildCommand', () => {
  test('originate: ids only, early media ignored, parked after the bridge, a second more than the ring limit', () => {
    expect(buildCommand(originate(), server)).toEqual({
      ok: true,
      value: {
        way: 'bgapi',
        jobId: commandId,
        line:
          `bgapi originate {origination_uuid=${legId},origination_caller_id_number=33162000000,` +
          'origination_caller_id_name=33162000000,ignore_early_media=true,originate_timeout=26,park_after_bridge=true,' +
          `hangup_after_bridge=false,foyer_role=donor,foyer_attempt=${uuid(5)},foyer_campaign=${uuid(6)}}` +
          'sofia/gateway/carrier/33199001234 &park()',
      },
    });
  });

  test.each([
    ['carrier', '+33199001234', 'sofia/gateway/carrier/33199001234'],
    ['plus', '+33199001234', 'sofia/gateway/plus/+33199001234'],
    ['national', '+33199001234', 'sofia/gateway/national/10#0199001234'],
    ['national', '+441632960000', 'sofia/gateway/national/10#00441632960000'],
  ])('numbers as gateway %s wants them: %s', (gateway, number, dial) => {
    const command = originate({ gatewayId: gateway as GatewayId, permit: { number } as CallPermit });
    expect(line(command).endsWith(`}${dial} &park()`)).toBe(true);
  });

  test.each([
    [{ kind: 'browser', address: '1000' }, 'sofia/foyer-agents/1000%agents.example.org'],
    [{ kind: 'sip', address: 'anne.b%home.example' }, 'sofia/foyer-agents/anne.b%home.example'],
    [{ kind: 'sip', address: '1000@192.0.2.7:5061' }, 'sofia/foyer-agents/1000@192.0.2.7:5061'],
    [{ kind: 'telephone', number: '+33699001234' as E164, gatewayId, callerId }, 'sofia/gateway/carrier/33699001234'],
  ] satisfies [AgentLine, string][])('an agent’s line, %o', (agentLine, dial) => {
    const text = line(openLine(agentLine));
    expect(text.endsWith(`}${dial} &park()`)).toBe(true);
    expect(text).toContain('park_after_bridge=true');
    expect(text).toContain(`foyer_role=agent,foyer_agent=${agentId}}`);
  });

  test('without a domain a registered agent is reached through the directory', () => {
    const built = buildCommand(openLine({ kind: 'browser', address: '1000' }), { ...server, agentDomain: '' });
    expect(built.ok && built.value.line.endsWith('}user/1000 &park()')).toBe(true);
  });

  test('a trunk ends with the donor: it is not parked after the bridge (T23)', () => {
    const text = line({ type: 'open-trunk', commandId, legId, toSwitchId: 'fs2' as SwitchId, agentLegId: otherLegId });
    expect(
      text.endsWith(
        `,foyer_role=trunk,foyer_agent_leg=${otherLegId}}sofia/foyer-trunk/foyer-${otherLegId}@10.0.0.2:5070 &park()`,
      ),
    ).toBe(true);
    expect(text).not.toContain('park_after_bridge');
  });

  test.each([
    [
      { type: 'bridge', commandId, donorLegId: legId, agentLegId: otherLegId },
      `api uuid_bridge ${legId} ${otherLegId}`,
    ],
    [{ type: 'hang-up', commandId, legId, cause: 'ORIGINATOR_CANCEL' }, `api uuid_kill ${legId} ORIGINATOR_CANCEL`],
    [
      play('/sounds/message.wav', 'hang-up'),
      `api uuid_transfer ${legId} 'playback:/sounds/message.wav,hangup:NORMAL_CLEARING' inline`,
    ],
    [play('a/b-1_2.wav', 'park'), `api uuid_transfer ${legId} 'playback:a/b-1_2.wav,park:' inline`],
    [
      { type: 'tone', commandId, legId, tone: 'connect' },
      `api uuid_displace ${legId} start tone_stream://%(250,0,1800) 0 mux`,
    ],
    [
      { type: 'tone', commandId, legId, tone: 'line-open' },
      `api uuid_broadcast ${legId} tone_stream://%(200,100,440);%(200,0,660) aleg`,
    ],
    [
      { type: 'join', commandId, legId, targetLegId: otherLegId, way: 'listen' },
      `api uuid_transfer ${legId} 'set:eavesdrop_enable_dtmf=false,eavesdrop:${otherLegId},park:' inline`,
    ],
    [
      { type: 'join', commandId, legId, targetLegId: otherLegId, way: 'three-way' },
      `api uuid_transfer ${legId} 'three_way:${otherLegId},park:' inline`,
    ],
    [{ type: 'park', commandId, legId }, `api uuid_transfer ${legId} park: inline`],
  ] satisfies [SwitchCommand, string][])('%o', (command, text) => {
    expect(buildCommand(command, server)).toEqual({ ok: true, value: { way: 'api', line: text } });
  });

  test('what is not in the settings is refused, with the setting’s name', () => {
    expect(line(originate({ gatewayId: 'nosuch' as GatewayId }))).toContain(
      'INVALID_GATEWAY: switch "fs1" has no gateway "nosuch"',
    );
    expect(
      line({ type: 'open-trunk', commandId, legId, toSwitchId: 'fs9' as SwitchId, agentLegId: otherLegId }),
    ).toContain('no peer "fs9"');
  });

  /** Whatever text gets in where an id, number, name or path belongs: refused, or harmless letters. */
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      `${legId}\n\napi shutdown`,
      `${legId} `,
      "x'}sofia/gateway/carrier/118 &park()",
      'a,b=c',
      '1000@h:1 &system(x)',
      '..',
      '/a/../b',
      '{a=b}',
      '$' + '{x}',
      '\0',
      '%(1,1,1)',
    ),
  );

  test('hostile values never reach the wire', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const commands: SwitchCommand[] = [
          originate({ legId: text as LegId }),
          originate({ attemptId: text as AttemptId }),
          originate({ permit: { number: text } as CallPermit }),
          originate({ callerId: text as E164 }),
          originate({ gatewayId: text as GatewayId }),
          { type: 'bridge', commandId, donorLegId: legId, agentLegId: text as LegId },
          { type: 'hang-up', commandId, legId: text as LegId, cause: 'NORMAL_CLEARING' },
          { type: 'join', commandId, legId, targetLegId: text as LegId, way: 'listen' },
        ];
        for (const command of commands) expect(line(command)).toMatch(/^refused: /);
        for (const command of [openLine({ kind: 'sip', address: text }), play(text, 'park')]) {
          const built = buildCommand(command, server);
          const safe = /^[A-Za-z0-9._/-]+([@%][A-Za-z0-9.-]+(:\d{1,5})?)?$/.test(text) && !text.includes('..');
          if (built.ok) expect(safe).toBe(true);
        }
      }),
    );
  });
});
