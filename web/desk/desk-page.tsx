import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineChoice, SessionView } from '../../src/http/contract/index.ts';
import { useTick } from '../floor-clock.ts';
import { AgentMessages } from '../messages/agent-messages.tsx';
import { documentPath, pathOf } from '../pages.ts';
import { Icon } from '../ui/icon.tsx';
import { Briefing } from './briefing.tsx';
import './desk.css';
import { useCallDraft } from './call-draft.ts';
import { DeskActions } from './desk-actions.tsx';
import { DeskCentre } from './desk-centre.tsx';
import { DeskModeProvider } from './desk-mode.tsx';
import { DonorPanel } from './donor-panel.tsx';
import { LineForm } from './line-form.tsx';
import { SoftphoneNotices } from './softphone-notices.tsx';
import { useDesk } from './use-desk.ts';
import { useDispositions } from './use-dispositions.ts';
import { useOneTab } from './use-one-tab.ts';
import { useSoftphone } from './use-softphone.ts';
import { useTraining } from './use-training.ts';

/** The agent's desk: the donor at the left, the call in the middle, what else can be done at the right. */
export function DeskPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const { isOwner, takeOver } = useOneTab(who.agentId ?? '');
  // Only a document of the desk's own address may open the microphone and reach the switch.
  const mayCall = who.softphone !== 'sip' || documentPath === pathOf.desk;
  useEffect(() => {
    if (!mayCall) location.replace(pathOf.desk);
  }, [mayCall]);
  if (isOwner === undefined || !mayCall) return null;
  return (
    <DeskModeProvider readOnly={!isOwner}>
      <h1 className="hidden">{t('desk.title')}</h1>
      {!isOwner && (
        <div className="notice second-tab" role="status">
          <Icon name="eye" />
          <span>{t('desk.secondTab')}</span>
          <button type="button" className="primary" onClick={takeOver}>
            {t('desk.resumeHere')}
          </button>
        </div>
      )}
      <fieldset className="desk-frame" disabled={!isOwner}>
        <legend className="hidden">{t('desk.title')}</legend>
        <Floor key={String(isOwner)} who={who} readOnly={!isOwner} />
      </fieldset>
    </DeskModeProvider>
  );
}

/** Taken over by another tab, it begins afresh with what that tab handed over. */
function Floor({ who, readOnly }: { readonly who: SessionView; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const desk = useDesk(who, readOnly);
  const { agent, card, isLive } = desk;
  const choices = useDispositions();
  const draft = useCallDraft(agent?.call?.attemptId);
  const training = useTraining(agent?.state);
  const softphone = useSoftphone(who, desk);
  useTick(1_000 / Math.min(who.clock.speed, 4));
  if (agent === undefined) return isLive ? null : <p className="empty">{t('app.offline')}</p>;
  const untaught = training.lessons?.filter(({ certified }) => !certified) ?? [];
  const [lesson] = untaught;
  const briefing = lesson !== undefined && (
    <Briefing key={`${lesson.campaignId} ${lesson.version}`} lesson={lesson} onPassed={training.refresh} />
  );
  // With no cause left to call for, the line waits until the questions are answered.
  const isTaught = untaught.length === 0 || untaught.length < who.campaignIds.length;
  const openLine = async (line: LineChoice) => {
    // The switch calls this browser as soon as the floor has its line.
    if (line.kind !== 'browser' || (await softphone.connect())) await desk.act('/session', { line });
  };
  return (
    <>
      <SoftphoneNotices softphone={softphone} agent={agent} />
      <div role="status">
        {!isLive && (
          <p className="notice">
            <Icon name="alert" />
            {t('desk.offline')}
          </p>
        )}
      </div>
      {agent === null ? (
        <>
          {briefing}
          {isTaught && training.lessons !== undefined && (
            <LineForm who={who} softphone={softphone} onOpen={(line) => void openLine(line)} />
          )}
        </>
      ) : (
        <div className="desk" data-state={agent.state}>
          <DonorPanel agent={agent} card={card} />
          <DeskCentre
            agent={agent}
            desk={desk}
            card={card}
            choices={choices}
            draft={draft}
            briefing={briefing}
            lineTooBad={agent.line.kind === 'browser' && softphone.isTooBad}
          />
          <DeskActions agent={agent} desk={desk} draft={draft} softphone={softphone} />
        </div>
      )}
      {agent !== null && <AgentMessages who={who} />}
    </>
  );
}
