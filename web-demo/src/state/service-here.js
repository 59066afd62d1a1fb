// Whether the page comes from a service of ours, rather than from a host of plain files: then that is the one to ask.

/**
 * @param {{protocol: string, origin: string, pathname: string}} [page]
 * @param {typeof fetch} [ask]
 * @returns {Promise<string | null>} its address, without a slash at the end
 */
export async function serviceHere({ protocol, origin, pathname } = location, ask = fetch) {
  // A service has its page at the top.
  if (!/^https?:$/.test(protocol) || !/^\/(index\.html)?$/.test(pathname)) return null;
  try {
    const answer = await ask(`${origin}/health`, { credentials: 'omit', signal: AbortSignal.timeout(5000) });
    const isService = answer.headers.get('content-type')?.startsWith('application/json');
    return isService && (await answer.json()).status === 'ok' ? origin : null;
  } catch {
    return null;
  }
}
