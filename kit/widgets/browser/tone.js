// A tone for each level: the higher the level, the higher the tone. Nothing of it is there before it is asked for.

/** @type {AudioContext | undefined} */
let audio;

const LOWEST = 220; // in hertz; two octaves lead from level 1 to level 5
const LONG = 0.22; // in seconds

/** @param {number} level */
export function pitch(level) {
  return LOWEST * 2 ** ((level - 1) / 2);
}

/**
 * One after the other.
 * @param {number[]} levels
 */
export function play(levels) {
  audio ??= new AudioContext();
  for (const [place, level] of levels.entries()) {
    const from = audio.currentTime + place * LONG;
    const tone = new OscillatorNode(audio, { frequency: pitch(level) });
    const volume = new GainNode(audio, { gain: 0.15 });
    volume.gain.setValueAtTime(0.15, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + LONG);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + LONG);
  }
}
