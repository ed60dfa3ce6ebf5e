/** A JSON event as FreeSWITCH sends it: every value is a string, if the far end is a FreeSWITCH at all. */
export type EslEvent = Readonly<Record<string, unknown>>;

/** The value of a field, if it is there and a string. Read by hand and not through a schema: 5,000 of these come in a second. */
export function field(event: EslEvent, name: string): string | undefined {
  const value = event[name];
  return typeof value === 'string' ? value : undefined;
}

/** A field that counts or measures; undefined for anything but digits. */
export function numberField(event: EslEvent, name: string): number | undefined {
  const value = field(event, name);
  return value !== undefined && /^[0-9]{1,17}$/.test(value) ? Number(value) : undefined;
}

/** Undefined when it is not a JSON object. */
export function readEvent(body: string): EslEvent | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as EslEvent) : undefined;
  } catch {
    return undefined;
  }
}
