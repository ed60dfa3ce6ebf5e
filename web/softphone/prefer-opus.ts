/** Losses are mended by the sender (in-band FEC), and silence is sent like speech, so that a dead line shows at once. */
const OPUS_SETTINGS = { useinbandfec: '1', usedtx: '0' };

/** Puts Opus first among the audio codecs of a session description (RFC 7587, RFC 8866); without Opus nothing changes. */
export function preferOpus(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (opus === undefined) return sdp;
  const lines = sdp.split('\r\n').map((line) => {
    if (line.startsWith('m=audio ')) return opusFirst(line, opus);
    if (line.startsWith(`a=fmtp:${opus} `)) return withSettings(line, opus);
    return line;
  });
  return lines.join('\r\n');
}

function opusFirst(line: string, opus: string): string {
  const [media, port, protocol, ...formats] = line.split(' ');
  return [media, port, protocol, opus, ...formats.filter((format) => format !== opus)].join(' ');
}

function withSettings(line: string, opus: string): string {
  const given = line.slice(`a=fmtp:${opus} `.length).split(';');
  const pairs = given.map((pair) => pair.trim().split('=', 2)).filter(([name]) => name !== undefined && name !== '');
  const settings = { ...Object.fromEntries(pairs), ...OPUS_SETTINGS };
  const list = Object.entries(settings).map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
  return `a=fmtp:${opus} ${list.join(';')}`;
}
