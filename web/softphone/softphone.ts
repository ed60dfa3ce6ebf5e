import type { LineMeasure } from '../../src/http/contract/line-verdict.ts';

/**
 * closed      nothing is open; the microphone is off
 * registering the switch is being told where this browser is
 * waiting     the switch may call; the next call is the agent's line and is answered by itself
 * line-open   the one call of the shift is up
 * line-lost   it gives no sound any more, or ended without being asked
 * failed      `failure` says why; nothing is open
 */
export type SoftphoneState = 'closed' | 'registering' | 'waiting' | 'line-open' | 'line-lost' | 'failed';
export type SoftphoneFailure = 'microphone-refused' | 'no-microphone' | 'refused' | 'unreachable';

export interface AudioDevice {
  readonly id: string;
  readonly label: string;
}

export interface SoftphoneView {
  readonly state: SoftphoneState;
  readonly failure: SoftphoneFailure | undefined;
  readonly muted: boolean;
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
  /** The ids that are in use. */
  readonly microphone: string | undefined;
  readonly speaker: string | undefined;
  /** The device that was unplugged while it was in use. */
  readonly unplugged: string | undefined;
  /** How loud the microphone is, 0 to 1, while the headset is tested. */
  readonly level: number | undefined;
  /** Of the last seconds; undefined as long as nothing was measured. */
  readonly measure: LineMeasure | undefined;
}

/** What the agent hears just now; a simulated network has no other way to tell it. */
export type Heard = 'nobody' | 'donor';

/** The agent's line in the browser: one call for the whole shift, that donors are put through to. */
export interface Softphone {
  view(): SoftphoneView;
  subscribe(onChange: () => void): () => void;
  /** By the agent's own act: opens the microphone and registers. From now on the switch's call is answered. */
  register(): Promise<boolean>;
  /** Before the line: lets the agent see and, a moment later, hear his or her own voice; whether there is a microphone. */
  testHeadset(on: boolean): Promise<boolean>;
  hangUp(): void;
  mute(on: boolean): void;
  chooseMicrophone(id: string): Promise<void>;
  chooseSpeaker(id: string): Promise<void>;
  hear(heard: Heard): void;
  close(): void;
}

export const closedView: SoftphoneView = {
  state: 'closed',
  failure: undefined,
  muted: false,
  microphones: [],
  speakers: [],
  microphone: undefined,
  speaker: undefined,
  unplugged: undefined,
  level: undefined,
  measure: undefined,
};

/** The view of a softphone, and who wants to know of its changes. */
export class SoftphoneStatus {
  #view = closedView;
  readonly #listeners = new Set<() => void>();

  readonly view = (): SoftphoneView => this.#view;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  change(change: Partial<SoftphoneView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
