import type { GatewayId } from '../../kernel/id.ts';
import { type E164, isE164 } from '../../kernel/phone-number.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AgentLine } from '../switch-port.ts';
import type { GatewaySettings, NumberFormat, SwitchServer } from './switch-server.ts';

/** What a line or a gateway is called by, and the number shown; or what is wrong with the setting, and the remedy. */
export type Dialed = Result<{ readonly dial: string; readonly callerId: string | undefined }, string>;

const DOMESTIC = '+33';

export function formatNumber(number: E164, format: NumberFormat): string {
  switch (format) {
    case 'plus':
      return number;
    case 'digits':
      return number.slice(1);
    case 'national-fr':
      return number.startsWith(DOMESTIC) ? `0${number.slice(DOMESTIC.length)}` : `00${number.slice(1)}`;
  }
}

/** A number through a gateway: `sofia/gateway/NAME/NUMBER`. */
export function dialGateway(server: SwitchServer, gatewayId: GatewayId, number: E164, callerId: E164): Dialed {
  const gateway: GatewaySettings | undefined = server.gateways.find(({ id }) => id === gatewayId);
  if (gateway === undefined)
    return err(`INVALID_GATEWAY: switch "${server.id}" has no gateway "${gatewayId}" in its settings`);
  // The brands promise it; this is the last place before the wire.
  if (!isE164(number) || !isE164(callerId)) return err('INVALID_NUMBER_FORMAT: a number that is not in E.164 form');
  return ok({
    dial: `sofia/gateway/${gateway.id}/${gateway.dialPrefix}${formatNumber(number, gateway.format)}`,
    callerId: formatNumber(callerId, gateway.format),
  });
}

const USER = '[A-Za-z0-9][A-Za-z0-9._-]{0,63}';
const HOST = '[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::[0-9]{1,5})?';
const REGISTERED = new RegExp(`^(${USER})(?:%(${HOST}))?$`);
const DIRECT = new RegExp(`^(${USER})@(${HOST})$`);

/**
 * An agent's line. `user` or `user%domain`: where that user's phone or browser has registered. `user@host` or
 * `user@host:port`: a phone with a fixed address. Anything else is refused.
 */
export function dialAgentLine(server: SwitchServer, line: AgentLine): Dialed {
  if (line.kind === 'telephone') return dialGateway(server, line.gatewayId, line.number, line.callerId);
  const registered = REGISTERED.exec(line.address);
  if (registered !== null) {
    const domain = registered[2] ?? server.agentDomain;
    const dial = domain === '' ? `user/${registered[1]}` : `sofia/${server.agentProfile}/${registered[1]}%${domain}`;
    return ok({ dial, callerId: undefined });
  }
  if (DIRECT.test(line.address))
    return ok({ dial: `sofia/${server.agentProfile}/${line.address}`, callerId: undefined });
  return err(
    "INVALID_NUMBER_FORMAT: the agent's line is neither USER, USER%DOMAIN nor USER@HOST:PORT: correct it in the agent's settings",
  );
}
