import { describe, expect, it } from 'vitest';
import { type CallLog, CallLogError, readCallLog } from './read-call-log.ts';

async function read(text: string, useful: readonly string[] = ['SALE']): Promise<CallLog> {
  return readCallLog(pieces(text), { useful: new Set(useful) });
}

/** In small pieces, as a slow disk gives them. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.subarray(at, at + 7));
}

const PLAIN = `placed_at;answered_at;connected_at;ended_at;wrap_ended_at;outcome;agent;useful
2026-03-04T10:00:00+01:00;2026-03-04T10:00:12+01:00;2026-03-04T10:00:13+01:00;2026-03-04T10:02:13+01:00;2026-03-04T10:02:43+01:00;connected;a1;yes
1772614800;;;1772614825;;no-answer;;
2026-03-04T10:00:00;;;1772614825;;no-answer;;
1772614800;;;1772614825;;gone;;
1772614800;;1772614830;1772614825;;connected;a1;
1772614800;;;1772614825;;connected;a1;
1772614800;1772614810;1772614811;1772614825;;connected;;
1772614800;1772614810;;1772614812;;abandoned;;
`;

describe('reading a call log', () => {
  it('reads the documented file, and says of each other row where and why it is refused', async () => {
    const log = await read(PLAIN);
    expect(log).toMatchObject({ format: 'plain', rows: 8, refusedRows: 5, cutShort: false });
    expect(log.calls).toEqual([
      {
        placedAt: Date.UTC(2026, 2, 4, 9, 0, 0),
        ring: 'person',
        stoppedAt: Date.UTC(2026, 2, 4, 9, 0, 12),
        abandoned: false,
        meeting: { agent: 'a1', at: Date.UTC(2026, 2, 4, 9, 0, 13), talkMs: 120_000, wrapMs: 30_000, useful: true },
      },
      { placedAt: 1_772_614_800_000, ring: 'no-answer', stoppedAt: 1_772_614_825_000, abandoned: false, meeting: null },
      { placedAt: 1_772_614_800_000, ring: 'person', stoppedAt: 1_772_614_810_000, abandoned: true, meeting: null },
    ]);
    expect(log.refused.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)).toEqual([
      '4 placed_at: "2026-03-04T10:00:00" is no instant: write it with its zone, like 2026-03-04T10:05:30+01:00, or as Unix seconds or milliseconds',
      '5 outcome: "gone" is none of connected, abandoned, machine, busy, failed, no-answer, cancelled',
      '6 ended_at: lies before connected_at',
      '7 connected_at: the cell is empty, and the call was connected',
      '8 agent: the cell is empty, and the call was connected',
    ]);
  });

  it('reads vicidial_log as MySQL exports it', async () => {
    const heading =
      'uniqueid\tlead_id\tlist_id\tcampaign_id\tcall_date\tstart_epoch\tend_epoch\tlength_in_sec\tstatus\tphone_code\tphone_number\tuser\tcomments\tprocessed\tuser_group\tterm_reason\talt_dial\tcalled_count';
    const row = (start: string, length: string, status: string, user: string, comments = 'AUTO') =>
      `1772614800.1\t7\t101\tDON\t2026-03-04 09:00:00\t${start}\t1772614999\t${length}\t${status}\t33\t100000000\t${user}\t${comments}\tN\tG\tCALLER\tNONE\t1`;
    const log = await read(
      [
        heading,
        row('1772614800', '95', 'SALE', '6001'),
        row('1772614800', '24', 'NA', 'VDAD', 'NULL'),
        row('1772614800', '3', 'DROP', 'VDAD', '\\N'),
        row('1772614800', '5', 'AA', 'VDAD'),
        row('1772614800', '11', 'A', '6001'),
        row('1772614800', '40', 'REFUS', '6002'),
        row('1772614800', '40', 'REFUS', 'VDAD'),
        row('1772614800', '40', 'NI', '6002', 'MANUAL'),
        row('soon', '40', 'NI', '6002'),
        row('1772614800', '\\N', 'NI', '6002'),
      ].join('\n'),
    );
    expect(log).toMatchObject({ format: 'vicidial', rows: 10, refusedRows: 4 });
    const at = 1_772_614_800_000;
    const met = (agent: string, talkMs: number, useful: boolean) => ({ agent, at, talkMs, wrapMs: null, useful });
    expect(log.calls).toEqual([
      { placedAt: null, ring: 'person', stoppedAt: at, abandoned: false, meeting: met('6001', 95_000, true) },
      { placedAt: at - 24_000, ring: 'no-answer', stoppedAt: at, abandoned: false, meeting: null },
      { placedAt: null, ring: 'person', stoppedAt: at, abandoned: true, meeting: null },
      { placedAt: null, ring: 'machine', stoppedAt: at, abandoned: false, meeting: null },
      { placedAt: null, ring: 'machine', stoppedAt: at, abandoned: false, meeting: met('6001', 11_000, false) },
      { placedAt: null, ring: 'person', stoppedAt: at, abandoned: false, meeting: met('6002', 40_000, false) },
    ]);
    expect(log.refused.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '8 status',
      '9 comments',
      '10 start_epoch',
      '11 length_in_sec',
    ]);
  });

  it.each([
    ['other headings', 'nom,prenom\nA,B\n', /first line must name the columns.*it names nom, prenom/],
    ['no row', 'placed_at,ended_at,outcome\n', /no row under its headings/],
    ['an empty file', '', /no row under its headings/],
    ['a record without end', `placed_at,ended_at,outcome\n"${'x'.repeat(100_000)}`, /no CSV/],
  ])('refuses a file with %s as a whole', async (_name, text, message) => {
    await expect(read(text)).rejects.toThrow(CallLogError);
    await expect(read(text)).rejects.toThrow(message);
  });
});
