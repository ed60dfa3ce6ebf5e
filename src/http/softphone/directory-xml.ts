/** FreeSWITCH's answer for "look elsewhere": in its own files. */
export const NOT_FOUND_XML =
  '<document type="freeswitch/xml"><section name="result"><result status="not found"/></section></document>';

/** The directory entry of one agent's browser, as mod_xml_curl takes it. Values are checked before they come here. */
export function directoryXml(entry: {
  readonly domain: string;
  readonly user: string;
  readonly a1Hash: string;
}): string {
  const { domain, user, a1Hash } = entry;
  return `<document type="freeswitch/xml"><section name="directory"><domain name="${domain}"><groups><group name="agents"><users>
<user id="${user}"><params><param name="a1-hash" value="${a1Hash}"/></params>
<variables><variable name="user_context" value="public"/></variables></user>
</users></group></groups></domain></section></document>`;
}
