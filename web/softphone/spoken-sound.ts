/** Formants of some French vowels, Hz (first, second, third): what makes a buzz sound like a voice. */
const vowels: readonly (readonly number[])[] = [
  [700, 1_300, 2_500],
  [400, 2_000, 2_600],
  [300, 2_250, 3_000],
  [450, 850, 2_500],
  [320, 800, 2_400],
  [500, 1_500, 2_450],
];
/** A sentence as syllables: which vowel, how long (s), and how high (Hz). */
const sentence = [
  [0, 0.16, 205],
  [3, 0.3, 220],
  [-1, 0.35, 0],
  [1, 0.13, 200],
  [4, 0.15, 205],
  [0, 0.12, 198],
  [2, 0.2, 190],
  [-1, 0.18, 0],
  [5, 0.13, 196],
  [0, 0.17, 188],
  [1, 0.15, 182],
  [3, 0.28, 170],
  [-1, 1.1, 0],
] as const;
const LENGTH_S = sentence.reduce((sum, [, length]) => sum + length, 0);
const TONE_S = 0.25;
const VOLUME = 0.12;

/** A murmur in the rhythm and the formants of speech, over and over, made on the spot: no recording is shipped. */
export class SpokenSound {
  #context: AudioContext | undefined;
  #voice: OscillatorNode | undefined;
  #out: GainNode | undefined;
  #timer: number | undefined;

  /** A short tone, then the voice; does nothing when it is heard already. */
  start(): void {
    if (this.#voice !== undefined) return;
    this.#context ??= new AudioContext();
    const context = this.#context;
    const out = new GainNode(context, { gain: VOLUME });
    out.connect(context.destination);
    const tone = new OscillatorNode(context, { frequency: 1_800 });
    tone.connect(new GainNode(context, { gain: 0.3 })).connect(out);
    tone.start();
    tone.stop(context.currentTime + TONE_S);
    const voice = new OscillatorNode(context, { type: 'sawtooth', frequency: 200 });
    const level = new GainNode(context, { gain: 0 });
    const formants = [0, 1, 2].map(() => new BiquadFilterNode(context, { type: 'bandpass', Q: 9 }));
    for (const formant of formants) voice.connect(formant).connect(level);
    level.connect(out);
    voice.start();
    const say = (at: number) => speak(at, voice.frequency, level.gain, formants);
    let next = context.currentTime + TONE_S + 0.2;
    say(next);
    this.#timer = window.setInterval(() => {
      next += LENGTH_S;
      say(next);
    }, LENGTH_S * 1_000);
    this.#voice = voice;
    this.#out = out;
  }

  stop(): void {
    window.clearInterval(this.#timer);
    this.#voice?.stop();
    this.#out?.disconnect();
    this.#voice = undefined;
    this.#out = undefined;
  }

  close(): void {
    this.stop();
    void this.#context?.close();
    this.#context = undefined;
  }
}

/** Says the sentence once, from this moment of the context's clock. */
function speak(from: number, pitch: AudioParam, level: AudioParam, formants: readonly BiquadFilterNode[]): void {
  let at = from;
  for (const [index, length, hertz] of sentence) {
    const vowel = vowels[index];
    if (vowel !== undefined) {
      pitch.setValueAtTime(hertz, at);
      pitch.linearRampToValueAtTime(hertz * 0.94, at + length);
      for (const [nth, formant] of formants.entries()) formant.frequency.setValueAtTime(vowel[nth] ?? 0, at);
      level.setValueAtTime(0, at);
      level.linearRampToValueAtTime(1, at + 0.03);
      level.setValueAtTime(1, at + length - 0.04);
      level.linearRampToValueAtTime(0, at + length);
    }
    at += length;
  }
}
