import { expect, test } from 'vitest'
import { type Description, GitHubDescription } from './github-description.ts'

const thing = {
  type: 'object',
  required: ['id', 'url'],
  properties: { id: { type: 'integer' }, url: { type: 'string' } },
}

const description = new GitHubDescription({
  paths: {
    '/things/{thing_id}': {
      get: {
        operationId: 'things/get',
        parameters: [
          { name: 'thing_id', in: 'path', schema: { type: 'integer' } },
          { $ref: '#/components/parameters/page' },
        ],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } } } },
      },
    },
    '/things/newest': { get: { operationId: 'things/newest', responses: { 200: {} } } },
    '/files/{path}': {
      put: {
        operationId: 'files/put',
        parameters: [{ name: 'path', in: 'path', schema: { type: 'string' }, 'x-multi-segment': true }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['message'],
                properties: { message: { type: 'string' }, branch: { type: 'string', nullable: true } },
              },
            },
          },
        },
        responses: { 201: {} },
      },
    },
  },
  components: {
    schemas: { thing },
    parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer' } } },
  },
} satisfies Description)

test.each([
  ['GET', '/things/1?page=2', '', 200, '{"id":1}', 'things/get', undefined],
  ['GET', '/things/newest', '', 200, '', 'things/newest', undefined],
  ['PUT', '/files/a/b.txt', '{"message":"m","branch":null}', 201, '', 'files/put', undefined],
  ['GET', '/things/one', '', 404, '', 'things/get', 'path parameter thing_id'],
  ['GET', '/things/1?pages=2', '', 200, '', 'things/get', 'query parameter pages is unknown'],
  ['GET', '/things/1', '', 200, '{"id":"1"}', 'things/get', 'reply: /id must be integer'],
  ['GET', '/things/1', '', 204, '', 'things/get', 'does not answer with 204'],
  ['PUT', '/files/a', '', 201, '', 'files/put', 'the body is missing'],
  ['PUT', '/files/a', '{"massage":"m"}', 201, '', 'files/put', 'massage is unknown'],
  ['DELETE', '/files/a', '', 204, '', undefined, 'GitHub has no DELETE /files/a'],
])('%s %s with body %j, answered %i %j', (method, path, body, status, reply, operation, expected) => {
  const judged = description.judge({ method, path, body, status, reply })

  expect(judged.operation).toBe(operation)
  if (expected === undefined) expect(judged.errors).toEqual([])
  else expect(judged.errors.join(' ')).toContain(expected)
})
