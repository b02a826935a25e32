import { firstReason, textKind } from './kind.ts'
import { empty } from './names.ts'

export const timeOfDay = textKind({
  what: 'a time of the day',
  family: 'text',
  example: '02:00',
  explain: 'Hours and minutes, `HH:MM`, from `00:00` to `24:00`',
  pattern: '([01]\\d|2[0-3]):[0-5]\\d|24:00',
  find: (text) =>
    firstReason(
      empty(text),
      [/^\d{1,2}$/.test(text), 'it has no minutes'],
      [/[ap]\.?m/i.test(text), 'a day has 24 hours, from `00:00`'],
      [true, 'it is not `HH:MM`, from `00:00` to `24:00`'],
    ),
  mend: (text) => {
    const parts = /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(text.trim())
    return parts === null ? undefined : `${(parts[1] as string).padStart(2, '0')}:${parts[2] ?? '00'}`
  },
})
