/** Compiling a validator for each schema pays off after hundreds of values; an action reads a few. */
import { config } from 'zod'

config({ jitless: true })
