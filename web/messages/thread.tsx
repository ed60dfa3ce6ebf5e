import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorNoteList, FloorNoteView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { timeOfDay } from '../i18n/format.ts';
import { useProblems } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { useNotes } from './note-events.ts';
import './messages.css';

interface ThreadProps {
  /** `/api/agent/messages`, or that of an agent. */
  readonly path: string;
  /** Whose thread it is. */
  readonly agentId: string;
  /** The own side writes on the right. */
  readonly side: 'agent' | 'floor';
}

/** What an agent and those who run the floor have written to each other, and a line to go on. */
export function Thread({ path, agentId, side }: ThreadProps) {
  const { t } = useTranslation();
  const loaded = useLoaded<FloorNoteList>(path);
  const { reload } = loaded;
  const end = useRef<HTMLLIElement>(null);
  const notes = loaded.data?.notes;
  useNotes((note) => {
    if (note.agentId === agentId) reload();
  });
  const hasUnread = notes?.some((note) => note.readAt === null && isTheirs(note, side)) === true;
  useEffect(() => {
    if (hasUnread) void api('POST', `${path}/read`).catch(() => undefined);
  }, [hasUnread, path]);
  useEffect(() => {
    if (notes !== undefined) end.current?.scrollIntoView({ block: 'nearest' });
  }, [notes]);
  return (
    <div className="thread">
      <LoadState loaded={loaded} />
      {notes?.length === 0 && <p className="muted">{t('messages.none')}</p>}
      <ul aria-live="polite" aria-label={t('messages.title')}>
        {notes?.map((note) => (
          <Note key={note.noteId} note={note} isOwn={!isTheirs(note, side)} />
        ))}
        <li ref={end} aria-hidden="true" />
      </ul>
      <WriteForm path={path} onSent={reload} />
    </div>
  );
}

function isTheirs({ toAgent }: FloorNoteView, side: ThreadProps['side']): boolean {
  return toAgent === (side === 'agent');
}

function Note({ note, isOwn }: { readonly note: FloorNoteView; readonly isOwn: boolean }) {
  const { t, i18n } = useTranslation();
  const { fromName, text, at, readAt } = note;
  return (
    <li className="note" data-own={isOwn}>
      <small>
        {fromName ?? t('changes.nobody')} · {timeOfDay(at, i18n.language)}
        {isOwn && readAt !== null && ` · ${t('messages.read')}`}
      </small>
      <p>{text}</p>
    </li>
  );
}

function WriteForm({ path, onSent }: { readonly path: string; readonly onSent: () => void }) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [text, setText] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const send = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setEmpty(text.trim() === '');
    if (text.trim() === '') return;
    // What was typed goes only once the server has it.
    if (!(await run(() => api('POST', path, { text: text.trim() })))) return;
    setText('');
    onSent();
  };
  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      <Field label={t('messages.write')} problem={isEmpty ? t('messages.empty') : undefined}>
        {(aria) => (
          <input
            {...aria}
            autoComplete="off"
            maxLength={500}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <button type="submit" className="primary">
        {t('messages.send')}
      </button>
    </form>
  );
}
