/**
 * A telephone network: donors, carriers, agents' lines and the switch between them, from one seed. In virtual time it is a
 * `SwitchPort` (`createSwitch` and `virtualSwitch`); behind FreeSWITCH's event socket it is `openSimulator`, or `process.ts`.
 */
export {
  type AgentAct,
  type AgentLaw,
  type AgentMind,
  type AgentView,
  agentLaw,
  drawResult,
  type Heard,
  type NextAct,
  nextAct,
  openMind,
  type Shift,
} from './agent-behaviour.ts';
export type { Wire } from './esl/esl-connection.ts';
export { type EslServer, type EslServerOptions, eslServer } from './esl/esl-server.ts';
export { listenTcp, type TcpListener } from './esl/tcp-listener.ts';
export { openSimulator, type Simulator, type SimulatorOptions, worldOf } from './open-simulator.ts';
export { fundraisingTalk, type Scenario, type ScenarioName, scenarioNames, scenarios } from './scenarios.ts';
export { createSwitch } from './switch/create-switch.ts';
export { heardOn } from './switch/far-end.ts';
export { rebootModel, type SwitchModel, type SwitchModelOptions } from './switch/switch-model.ts';
export { badDay, noFaults, type SwitchFaults } from './virtual/faults.ts';
export {
  type AgentScreen,
  type VirtualAgent,
  type VirtualAgents,
  type VirtualAgentsOptions,
  virtualAgents,
} from './virtual/virtual-agents.ts';
export { type VirtualSwitch, type VirtualSwitchOptions, virtualSwitch } from './virtual/virtual-switch.ts';
export type { Callee, Conduct, Dialed, Signalling, World } from './world/callee.ts';
export { type GatewaySettings, gatewaySettings } from './world/carrier.ts';
export type { DonorLaw } from './world/donor-model.ts';
export { type HomeLineLaw, STEADY_LINE } from './world/home-line.ts';
export { numberedWorld } from './world/numbered-world.ts';
export { seededWorld } from './world/seeded-world.ts';
