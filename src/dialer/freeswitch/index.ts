export type { EslAddress, EslConnection, EslEnd, EslMeter } from './esl-connection.ts';
export { eslTransport } from './esl-transport.ts';
export { FreeswitchSwitch } from './freeswitch-switch.ts';
export { outcomeOf } from './hang-up-causes.ts';
export { probeSwitch, type SwitchProbe } from './probe.ts';
export { parseEslUrl, type SwitchServer, type SwitchServerSettings, switchServerSchema } from './switch-server.ts';
