import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorNoteList, SessionView } from '../../src/http/contract/index.ts';
import { useLoaded } from '../ui/use-loaded.ts';
import { useNotes } from './note-events.ts';
import { Thread } from './thread.tsx';

const PATH = '/api/agent/messages';

/** Beside the desk: quiet until something has come; nothing opens by itself while a donor is on the line. */
export function AgentMessages({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const loaded = useLoaded<FloorNoteList>(isOpen ? undefined : PATH);
  const { reload } = loaded;
  useNotes(({ toAgent }) => {
    if (toAgent && !isOpen) reload();
  });
  const unread = isOpen ? 0 : (loaded.data?.notes.filter((note) => note.toAgent && note.readAt === null).length ?? 0);
  if (who.agentId === null) return null;
  return (
    <section className="panel agent-messages" aria-label={t('messages.title')}>
      <button type="button" className="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('messages.title')}
        {unread > 0 && <span className="pill">{unread}</span>}
      </button>
      <p className="hidden" role="status">
        {unread > 0 ? t('messages.unread', { count: unread }) : ''}
      </p>
      {isOpen && <Thread path={PATH} agentId={who.agentId} side="agent" />}
    </section>
  );
}
