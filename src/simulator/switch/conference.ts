import type { Channel } from './channel.ts';
import { nextSeq, publish, type SwitchModel, stamp } from './switch-model.ts';

const SUBCLASS = 'conference::maintenance';

/** `conference:NAME@PROFILE`: told by CUSTOM events alone, no BRIDGE and no PARK (transcript 88). */
export function joinConference(model: SwitchModel, channel: Channel, data: string): void {
  const name = data.split('@')[0] ?? data;
  const members = membersOf(model, name);
  channel.activity = 'conference';
  channel.variables.set('conference_name', name);
  if (members === 0) tell(model, undefined, name, 'conference-create', 0);
  tell(model, channel, name, 'add-member', members + 1);
}

export function leaveConference(model: SwitchModel, channel: Channel): void {
  const name = channel.variables.get('conference_name');
  if (name === undefined) return;
  channel.variables.delete('conference_name');
  const left = membersOf(model, name);
  tell(model, channel, name, 'del-member', left);
  if (left === 0) tell(model, undefined, name, 'conference-destroy', 0);
}

export function membersOf(model: SwitchModel, name: string): number {
  let count = 0;
  for (const channel of model.channels.values()) if (channel.variables.get('conference_name') === name) count++;
  return count;
}

function tell(model: SwitchModel, channel: Channel | undefined, name: string, action: string, size: number): void {
  const headers = [
    ['Conference-Name', name],
    ['Conference-Size', String(size)],
    ['Action', action],
  ] as const;
  publish(model, { kind: 'custom', seq: nextSeq(model), at: stamp(model), subclass: SUBCLASS, channel, headers });
}
