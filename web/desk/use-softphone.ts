import { useCallback, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import type { AgentView, SessionView, SoftphoneAccount } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { closedView, loadSoftphone, type Softphone, type SoftphoneView } from '../softphone/index.ts';
import { holdLine } from './hold-line.ts';
import { isTooBad, type LineCheck, noCheck, withMeasure } from './line-check.ts';
import type { Desk } from './use-desk.ts';

/** A switch that cannot reach this browser is not asked over and over. */
const REOPEN_AT_MOST_EVERY_MS = 15_000;

/** Of the whole page: the line stays up while its owner looks at another view. */
let kept: Softphone | undefined;

export interface SoftphoneUse {
  /** What a line in the browser is here; null: there is none. */
  readonly kind: SessionView['softphone'];
  readonly phone: Softphone | undefined;
  readonly view: SoftphoneView;
  readonly check: LineCheck;
  /** Too bad for calls, as long as the agent has not said that it is good enough. */
  readonly isTooBad: boolean;
  readonly accept: () => void;
  /** Another tab of this browser has the line. */
  readonly isElsewhere: boolean;
  /** Begins and ends the test of microphone and earphones, before the line is opened. */
  readonly testHeadset: (on: boolean) => Promise<boolean>;
  /** By the agent's own act: connects this browser; whether it is connected. */
  readonly connect: () => Promise<boolean>;
}

/** The softphone of this page, loaded when it is first needed. */
export function useSoftphone(who: SessionView, desk: Desk): SoftphoneUse {
  const kind = desk.readOnly ? null : who.softphone;
  const { agent } = desk;
  const [phone, setPhone] = useState(kept);
  const [isElsewhere, setElsewhere] = useState(false);
  const subscribe = useCallback((onChange: () => void) => phone?.subscribe(onChange) ?? (() => undefined), [phone]);
  const view = useSyncExternalStore(subscribe, () => phone?.view() ?? closedView);
  const load = useCallback(async (wanted: NonNullable<SoftphoneUse['kind']>) => {
    kept ??= await loadSoftphone(wanted, () => api<SoftphoneAccount>('POST', '/api/agent/softphone'));
    setPhone(kept);
    return kept;
  }, []);
  const connect = useCallback(async () => {
    if (kind === null) return false;
    const isMine = await holdLine(who.agentId ?? '');
    setElsewhere(!isMine);
    if (!isMine) return false;
    return (await load(kind)).register();
  }, [kind, who.agentId, load]);
  const testHeadset = useCallback(
    async (on: boolean) => (kind === null ? false : (await load(kind)).testHeadset(on)),
    [kind, load],
  );
  useReload(connect, view, desk, kind);
  useEnding(phone, agent);
  useReopening(phone, view, desk);
  const quality = useQuality(view);
  const isTalking = agent?.line.kind === 'browser' && agent.state === 'talking';
  useEffect(() => phone?.hear(isTalking ? 'donor' : 'nobody'), [phone, isTalking]);
  useLeaveWarning(kind === 'sip' && isTalking);
  return { kind, phone, view, isElsewhere, testHeadset, connect, ...quality };
}

/** A page that is loaded again takes the line up again: its owner had it opened before. */
function useReload(connect: () => Promise<boolean>, { state }: SoftphoneView, desk: Desk, kind: SoftphoneUse['kind']) {
  const tried = useRef(false);
  const isCutOff = kind !== null && desk.agent?.line.kind === 'browser' && state === 'closed';
  useEffect(() => {
    if (desk.agent === null) tried.current = false;
    if (!isCutOff || tried.current) return;
    tried.current = true;
    void connect();
  }, [isCutOff, connect, desk.agent]);
}

/** The line ends with the agent's shift, and with the page: the switch is told, so that a reload can open it again. */
function useEnding(phone: Softphone | undefined, agent: AgentView | null | undefined): void {
  const isOver = agent === null;
  const isOn = useEffectEvent(() => phone?.view().state === 'line-open' || phone?.view().state === 'line-lost');
  useEffect(() => {
    if (isOver && isOn()) phone?.close();
  }, [isOver, phone]);
  useEffect(() => {
    const leave = () => phone?.close();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [phone]);
}

/** A line that was lost while this browser can be called is opened again, once in a while; more often by hand. */
function useReopening(phone: Softphone | undefined, view: SoftphoneView, { agent, act }: Desk): void {
  // In the wrap-up the state stays; in all others a line that has gone is a state of its own.
  const isLost =
    agent?.line.kind === 'browser' && !agent.line.open && (agent.state === 'line-lost' || agent.state === 'wrap-up');
  const triedAt = useRef(Number.NEGATIVE_INFINITY);
  const canBeCalled = view.state === 'waiting' || view.state === 'line-lost' || view.state === 'line-open';
  const reopen = useEffectEvent(async () => {
    if (performance.now() - triedAt.current < REOPEN_AT_MOST_EVERY_MS) return;
    triedAt.current = performance.now();
    if ((await phone?.register()) === true) await act('/line');
  });
  useEffect(() => {
    if (isLost && canBeCalled && phone !== undefined) void reopen();
  }, [isLost, canBeCalled, phone]);
}

/** Tells the server how the line is, and keeps the last measures. A report that is lost is not sent again: the next one follows in seconds. */
function useQuality({ measure }: SoftphoneView): Pick<SoftphoneUse, 'check' | 'isTooBad' | 'accept'> {
  const [check, setCheck] = useState(noCheck);
  const [isAccepted, setAccepted] = useState(false);
  useEffect(() => {
    setCheck((before) => (measure === undefined ? noCheck : withMeasure(before, measure)));
    if (measure === undefined) setAccepted(false);
    else api('POST', '/api/agent/line-quality', measure).catch(() => undefined);
  }, [measure]);
  return { check, isTooBad: isTooBad(check) && !isAccepted, accept: () => setAccepted(true) };
}

/** The donor would hear the line go. */
function useLeaveWarning(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isOn]);
}
