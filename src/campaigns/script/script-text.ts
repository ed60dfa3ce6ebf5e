/** What stands between braces: `{donor}`, or `{legal:fr-caller}` for a statement of the law. */
const PLACEHOLDER = /\{([a-z0-9:-]+)\}/g;

/** The variables a text names, each once, in its order; legal statements with their prefix. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** Text between braces that no variable can be. */
export function badPlaceholder(text: string): string | undefined {
  return text.replace(PLACEHOLDER, '').match(/[{}][^{}]{0,30}/)?.[0];
}

/** Puts the values in; the sentence closes over those that are empty. Values are never looked into for variables. */
export function fillIn(text: string, lookUp: (name: string) => string): string {
  return tidy(text.replace(PLACEHOLDER, (_match, name: string) => lookUp(name)));
}

/** One space between words, none before a comma or full stop, no comma doubled or left at the edge. */
export function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/\(\s*\)/g, '')
        .replace(/\s+([,.)])/g, '$1')
        .replace(/,(?:\s*,)+/g, ',')
        .replace(/,\s*([.!?;:])/g, '$1')
        .replace(/\s+/g, ' ')
        .replace(/^[\s,]+/, '')
        .trim(),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
