/** Small words for people. */

/** 45 → '45 s', 150 → '2 min 30 s', 7200 → '2 h'. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600)
    return [`${Math.floor(whole / 60)} min`, whole % 60 ? `${whole % 60} s` : ''].filter(Boolean).join(' ')
  const minutes = Math.round((whole % 3600) / 60)
  return [`${Math.floor(whole / 3600)} h`, minutes ? `${minutes} min` : ''].filter(Boolean).join(' ')
}

/** plural(1, 'task') → '1 task', plural(3, 'task') → '3 tasks'. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`
}

/** 'sha256:0123456789abcdef…' as people compare it: the first 12 hex digits. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12)
}
