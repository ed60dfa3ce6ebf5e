/** Longest text in which a STOP is looked for. */
const LONGEST = 400;
/** Whole messages, as people answer an SMS (AF2M, charte SMS: STOP; and what others understand). */
const STOP =
  /^(stop(p?er|p)?|arr[eê]t(er|ez)?|desabonner|désabonner|unsubscribe|non merci|cancel|end|quit)( ?(sms|contact|pub|svp|merci|please))*[ .!]*$/i;

/** Whether an incoming SMS asks for no more. */
export function asksToStop(text: string): boolean {
  return STOP.test(text.slice(0, LONGEST).normalize('NFC').replace(/\s+/g, ' ').trim());
}
