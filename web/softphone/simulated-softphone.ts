import type { LineMeasure } from '../../src/http/contract/line-verdict.ts';
import { type Heard, type Softphone, SoftphoneStatus } from './softphone.ts';
import { SpokenSound } from './spoken-sound.ts';

const MEASURE_EVERY_MS = 5_000;
/** A good line at home, as it would go up and down. */
const measures: readonly LineMeasure[] = [
  { rttMs: 38, jitterMs: 4, lossPercent: 0 },
  { rttMs: 41, jitterMs: 6, lossPercent: 0.2 },
  { rttMs: 36, jitterMs: 3, lossPercent: 0 },
  { rttMs: 52, jitterMs: 9, lossPercent: 0.4 },
];
const device = { id: 'simulated', label: 'Foyer' };

/** On the simulated network: no microphone is opened, and a murmur stands for the donor's voice. */
export class SimulatedSoftphone implements Softphone {
  readonly #status = new SoftphoneStatus();
  readonly #sound = new SpokenSound();
  #timer: number | undefined;

  readonly view = this.#status.view;
  readonly subscribe = this.#status.subscribe;

  register(): Promise<boolean> {
    window.clearInterval(this.#timer);
    let looks = 0;
    const look = () => this.#status.change({ measure: measures[looks++ % measures.length] });
    this.#timer = window.setInterval(look, MEASURE_EVERY_MS);
    this.#status.change({
      state: 'line-open',
      microphones: [device],
      speakers: [device],
      microphone: device.id,
      speaker: device.id,
    });
    look();
    return Promise.resolve(true);
  }

  /** No microphone is opened here. */
  testHeadset(): Promise<boolean> {
    return Promise.resolve(true);
  }

  hangUp(): void {
    this.close();
  }

  mute(on: boolean): void {
    this.#status.change({ muted: on });
  }

  chooseMicrophone(): Promise<void> {
    return Promise.resolve();
  }

  chooseSpeaker(): Promise<void> {
    return Promise.resolve();
  }

  hear(heard: Heard): void {
    if (heard === 'donor') this.#sound.start();
    else this.#sound.stop();
  }

  close(): void {
    window.clearInterval(this.#timer);
    this.#sound.close();
    this.#status.change({ state: 'closed', measure: undefined });
  }
}
