/** Makes a clock that gives the time as ISO 8601; entries of the same millisecond share the text. */
export function createIsoClock(): () => string {
  let time = Number.NaN;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== time) {
      time = now;
      text = new Date(now).toISOString();
    }
    return text;
  };
}
