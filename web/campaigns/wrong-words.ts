/** What a field of the server is called in the message files: `segments.Nord.weight` becomes `segments_weight`. */
export function wrongKey(field: string): string {
  const parts = field.split('.');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (first.startsWith('document')) return 'document';
  return parts.length === 1 ? first : `${first}_${last}`;
}
