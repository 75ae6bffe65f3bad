/**
 * Sends and reads ECS's JSON as it is on the wire. The SDK drops fields that are newer than itself from what it sends
 * and reads, and a task definition has to survive the way through this tool unharmed.
 */
import type { DeserializeMiddleware, SerializeMiddleware } from '@smithy/types'

interface Stack {
  add(middleware: DeserializeMiddleware<object, object>, options: { step: 'deserialize'; priority: 'low' }): void
  add(middleware: SerializeMiddleware<object, object>, options: { step: 'serialize'; priority: 'low' }): void
}

interface RawCommand {
  // Commands type their stack by their own input and output; here only the wire matters.
  middlewareStack: unknown
}

/** Sends `body` instead of what the SDK makes of the command's input. */
export function sendRaw(command: RawCommand, body: object): void {
  const replace: SerializeMiddleware<object, object> = (next) => (args) => {
    const request = args.request as { body?: unknown }
    request.body = JSON.stringify(body)
    return next(args)
  }
  const stack = command.middlewareStack as Stack
  stack.add(replace, { step: 'serialize', priority: 'low' })
}

/** After `send`, the returned function gives the answer as it came. */
export function readRaw(command: RawCommand): () => Record<string, unknown> {
  let text = '{}'
  const keep: DeserializeMiddleware<object, object> = (next) => async (args) => {
    const result = await next(args)
    const response = result.response as { body?: AsyncIterable<Uint8Array> }
    const chunks: Uint8Array[] = []
    for await (const chunk of response.body ?? []) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    response.body = bytes as never
    text = bytes.toString('utf8')
    return result
  }
  const stack = command.middlewareStack as Stack
  stack.add(keep, { step: 'deserialize', priority: 'low' })
  return () => JSON.parse(text) as Record<string, unknown>
}
