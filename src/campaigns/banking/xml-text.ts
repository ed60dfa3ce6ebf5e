const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text between two tags, or in an attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);
}

/** `inner` is XML already. */
export function element(name: string, ...inner: readonly string[]): string {
  return `<${name}>${inner.join('')}</${name}>`;
}

/** Elements around each other, the text inside them all: `nested('Id', 'IBAN', text)`. */
export function nested(...path: readonly string[]): string {
  const names = path.slice(0, -1);
  return names.reduceRight((inner, name) => element(name, inner), escaped(path.at(-1) ?? ''));
}

/** Cents as a decimal of two places. */
export function decimal(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
