import { expect, test } from 'vitest'
import { readNamedValues } from './named-values.ts'

test.each<[string, string, Record<string, string>]>([
  ['nothing', '', {}],
  ['commas', 'Size=2,Mode=small', { Size: '2', Mode: 'small' }],
  ['commas in quotes', 'Subnets="subnet-a,subnet-b",Size=2', { Subnets: 'subnet-a,subnet-b', Size: '2' }],
  ['lines, with = in a value', 'Url=https://a/?b=c\n# why\nMode=', { Url: 'https://a/?b=c', Mode: '' }],
  ['a value with a colon', 'Image=app:1', { Image: 'app:1' }],
  ['a mapping', 'Size: 2\nSubnets: [a, b]', { Size: '2', Subnets: 'a,b' }],
  ['parameters in JSON', '[{"ParameterKey":"Size","ParameterValue":"2"}]', { Size: '2' }],
  ['tags in JSON', '[{"Key":"Owner","Value":"us"}]', { Owner: 'us' }],
  ['an object in JSON', '{"Size": 2}', { Size: '2' }],
])('%s', async (_, given, values) => {
  expect(await readNamedValues('tags', given)).toEqual(values)
})

test.each([
  ['no value', 'Size', /"Size" is not name=value/],
  ['twice', 'Size=1,Size=2', /"Size" is given twice/],
  ['half a JSON', '[{', /it is not JSON/],
  ['a list of something else', '[{"Name":"a"}]', /has no ParameterKey/],
])('%s is refused, and the input is named', async (_, given, message) => {
  await expect(readNamedValues('parameter-overrides', given)).rejects.toThrow(message)
  await expect(readNamedValues('parameter-overrides', given)).rejects.toThrow(/"parameter-overrides"/)
})
