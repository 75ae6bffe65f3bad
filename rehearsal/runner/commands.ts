/** `::name key=value::message` lines (GitHub documentation, "Workflow commands for GitHub Actions"). */

export interface Command {
  name: string
  properties: Record<string, string>
  message: string
}

const pattern = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/s

/** @returns undefined for a line that is no command. */
export function parseCommand(line: string): Command | undefined {
  const match = pattern.exec(line)
  if (!match) return undefined
  const [, name = '', properties = '', message = ''] = match
  return { name: name.toLowerCase(), properties: parseProperties(properties), message: unescaped(message) }
}

function parseProperties(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).trim(), unescaped(pair.slice(at + 1).trim(), true)] as const
  })
  return Object.fromEntries(pairs.filter(([key, value]) => key !== '' && value !== ''))
}

function unescaped(text: string, property = false): string {
  const plain = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n')
  return (property ? plain.replaceAll('%3A', ':').replaceAll('%2C', ',') : plain).replaceAll('%25', '%')
}
