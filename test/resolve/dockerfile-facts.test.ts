import { expect, test } from 'vitest'
import { dockerfileFacts } from '../../engine/resolve/derive/dockerfile-facts.ts'

const facts = (...lines: readonly string[]) => dockerfileFacts(lines.join('\n'))

test('the last stage counts, and what it is made from', () => {
  expect(facts('FROM a AS one', 'USER 1000', 'EXPOSE 80', 'FROM b', 'EXPOSE 8080')).toEqual({ user: undefined, ports: [8080], exact: true })
  expect(facts('FROM a AS One', 'USER 1000:2000', 'EXPOSE 80', 'FROM --platform=x one as two', 'EXPOSE 8080/tcp 53/udp')).toEqual({
    user: 1000,
    ports: [80, 8080],
    exact: true,
  })
})

test('what is no plain word is left open', () => {
  expect(facts('FROM a', 'USER node', 'EXPOSE $PORT')).toEqual({ user: undefined, ports: [], exact: false })
  expect(facts('FROM a', 'USER 1000', 'USER ${UID}')).toMatchObject({ user: undefined })
})

test('comments, continued lines and heredocs', () => {
  expect(
    facts(
      '# escape=`',
      'FROM a',
      'USER `',
      '# no',
      '',
      '  1000',
      'RUN <<EOF',
      'USER 0',
      'EOF',
      'COPY <<"A" /x',
      'EXPOSE 1',
      'A',
      'EXPOSE 2',
    ),
  ).toEqual({
    user: 1000,
    ports: [2],
    exact: true,
  })
  expect(facts('FROM a', 'RUN x \\', '  # USER 1', '  && y', 'user 5')).toMatchObject({ user: 5 })
})
