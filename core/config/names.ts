import * as z from 'zod'

/** Names go into stack names, SSM paths and role names, so they keep to what all of those allow. */
export const namePattern = /^[a-z][a-z0-9-]{0,31}$/

export const nameSchema = z
  .string()
  .regex(namePattern, 'a name is 1 to 32 of a-z, 0-9 and "-", and starts with a letter')
