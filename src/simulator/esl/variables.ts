import type { Headers } from './header-text.ts';

/** `variable_…` headers; undefined ones are not set. */
export function variables(values: Readonly<Record<string, string | undefined>>): Headers {
  const headers: string[] = [];
  for (const [name, value] of Object.entries(values)) if (value !== undefined) headers.push(`variable_${name}`, value);
  return headers;
}
