export type { EslAddress, EslConnection, EslEnd, EslEndKind, EslMeter, EslTransport } from './esl-connection.ts';
export { eslTransport } from './esl-transport.ts';
export { OVERLOAD_AGE_MS } from './event-age.ts';
export {
  type ConnectionFigures,
  type FreeswitchOptions,
  FreeswitchSwitch,
  type SwitchLog,
} from './freeswitch-switch.ts';
export { outcomeOf, type UnansweredEnd, type UnansweredOutcome } from './hang-up-causes.ts';
export { probeSwitch, type SwitchProbe } from './probe.ts';
export {
  DEFAULT_ESL_PORT,
  type GatewaySettings,
  gatewaySchema,
  type NumberFormat,
  numberFormats,
  parseEslUrl,
  type SwitchServer,
  type SwitchServerSettings,
  switchServerSchema,
} from './switch-server.ts';
