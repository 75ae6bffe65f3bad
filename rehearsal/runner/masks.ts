/** Hides secrets in logs, as GitHub's runner does (actions/runner, SecretMasker and its value encoders). */

export class Masks {
  readonly #values = new Set<string>()

  add(value: string): void {
    for (const line of [value, ...value.split(/\r?\n/)]) {
      const text = line.trim()
      if (text === '') continue
      this.#values.add(text)
      for (const encoded of encodings(text)) this.#values.add(encoded)
    }
  }

  apply(text: string): string {
    let masked = text
    for (const value of [...this.#values].sort((a, b) => b.length - a.length)) masked = masked.replaceAll(value, '***')
    return masked
  }

  /** Whether a text holds a secret: GitHub drops job outputs that do. */
  finds(text: string): boolean {
    return [...this.#values].some((value) => text.includes(value))
  }
}

/** The forms in which a secret is also found: base64, JSON string, URI component. Short ones would hide too much. */
function encodings(value: string): string[] {
  if (value.length < 4) return []
  return [Buffer.from(value).toString('base64'), JSON.stringify(value).slice(1, -1), encodeURIComponent(value)].filter(
    (encoded) => encoded !== value,
  )
}
