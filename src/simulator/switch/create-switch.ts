import { runNext } from './applications.ts';
import { hangUp } from './hang-up.ts';
import { type SwitchModel, type SwitchModelOptions, switchState } from './switch-model.ts';

/** A FreeSWITCH that has just started: no channel, nobody connected. */
export function createSwitch(options: SwitchModelOptions): SwitchModel {
  return switchState(options, (model) => ({
    hangUp: (channel, how) => hangUp(model, channel, how),
    runNext: (channel) => runNext(model, channel),
  }));
}
