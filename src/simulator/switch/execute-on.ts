import { transfer } from './applications.ts';
import type { Application, Channel } from './channel.ts';
import { broadcast } from './play.ts';
import { emitVerbose, inLeg, STEP_MS, type SwitchModel } from './switch-model.ts';

/** `sendmsg` with `execute`: the application runs on the parked leg, one step later (transcript 70). */
export function executeOn(
  model: SwitchModel,
  channel: Channel,
  application: Application,
  applicationUuid: string,
): void {
  if (application.name !== 'playback') {
    transfer(model, channel, [application, ...channel.queue]);
    return;
  }
  inLeg(model, channel, STEP_MS, () =>
    emitVerbose(model, channel, 'CHANNEL_EXECUTE', { application, applicationUuid }),
  );
  broadcast(model, channel, application.data);
}
