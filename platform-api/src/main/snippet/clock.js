// Corrects a clock that is far off.
const FAR_OFF_MS = 36e5;

/** Those that have got another id. */
const renewed = new WeakSet();

/**
 * Learns the server's clock.
 * @param {?} answer the server's, to events; bare
 * @param {!Array} batch what was sent
 * @return {!Array} those whose ids this clock had put too far away: they get others, once, and are sent again
 */
export function correct(page, { rejected, serverTime }, batch) {
  const ahead = Date.parse(serverTime) - Date.now();
  if (!(Math.abs(ahead) > FAR_OFF_MS)) return [];
  page.ahead = ahead;
  const late = (rejected || []).filter(({ reason }) => reason === "id_out_of_range").map(({ index }) => batch[index]);
  return late.filter((item) => !renewed.has(item) && renewed.add(item));
}
