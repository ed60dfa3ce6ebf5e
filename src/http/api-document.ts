import { bodyExamples } from './contract/index.ts';
import type { App } from './parts.ts';

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Foyer',
    version: '1',
    description: 'Outbound calling for charities. Times are UTC milliseconds of the floor’s clock.',
  },
};

interface Body {
  readonly content?: Readonly<Record<string, { examples?: object } | undefined>>;
}

/** The description of the interface, with bodies as they are sent. */
export function apiDocument(app: App): object {
  const document = app.getOpenAPI31Document(about);
  for (const [route, examples] of Object.entries(bodyExamples)) {
    const [method = '', path = ''] = route.split(' ');
    const operation = (document.paths?.[path] as Readonly<Record<string, { requestBody?: Body }>> | undefined)?.[
      method.toLowerCase()
    ];
    const media = operation?.requestBody?.content?.['application/json'];
    if (media !== undefined)
      media.examples = Object.fromEntries(
        examples.map(({ summary, body }) => [nameOf(summary), { summary, value: body }]),
      );
  }
  return document;
}

/** Names of examples are keys: letters, digits and hyphens. */
function nameOf(summary: string): string {
  return summary
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
