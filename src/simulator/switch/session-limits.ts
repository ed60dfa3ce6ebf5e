import { SECOND_MS } from '../../kernel/time.ts';
import type { SwitchModel } from './switch-model.ts';

/**
 * Leave for one more session. The counter of a second refuses when it reaches zero, so a limit of 3 lets two through,
 * and a limit that was changed is in force with the next second (transcripts 66, 67).
 */
export function takeSession(model: SwitchModel): boolean {
  const { limits } = model;
  const second = Math.floor(model.clock.now() / SECOND_MS);
  if (second !== limits.second) {
    limits.lastSecond = second === limits.second + 1 ? limits.perSecond - limits.left : 0;
    limits.peak = Math.max(limits.peak, limits.lastSecond);
    limits.second = second;
    limits.left = limits.perSecond;
  }
  if (model.paused || model.shuttingDown || model.channels.size >= limits.maxSessions) return false;
  limits.left--;
  if (limits.left <= 0) return false;
  model.sessions++;
  model.peakSessions = Math.max(model.peakSessions, model.channels.size + 1);
  return true;
}
