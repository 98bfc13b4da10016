import { describe, expect, it } from 'vitest'
import { maskAddress, maskHeaders, maskMembers } from './redact-members.ts'

function clean(text: string, type = ''): { text: string; found: string[] } {
  const found: string[] = []
  return { text: maskMembers(text, type, (value) => void found.push(value)), found }
}

describe('members named like a secret are masked and told', () => {
  it.each<[string, string, string, string[]]>([
    ['JSON', '{"access_token": "abc1", "n":1}', '{"access_token": "********", "n":1}', ['abc1']],
    ['numbers', '{"password":1234,"id":7}', '{"password":"********","id":7}', ['1234']],
    [
      'lists',
      '{"tokens":["a1","b2"],"x":["c3"]}',
      '{"tokens":["********","********"],"x":["c3"]}',
      ['a1', 'b2'],
    ],
    [
      'whole objects',
      '{"credentials":{"deep":[{"pin":"zz"}]},"name":"n"}',
      '{"credentials":{"deep":[{"pin":"********"}]},"name":"n"}',
      ['zz'],
    ],
    [
      'what only speaks of one',
      '{"hasPassword":true,"tokenType":"bearer"}',
      '{"hasPassword":true,"tokenType":"bearer"}',
      [],
    ],
    ['values like names', '{"a":"password","b":"x"}', '{"a":"password","b":"x"}', []],
    ['names after values', '["secret",{"a":"b"}]', '["secret",{"a":"b"}]', []],
    [
      'escapes',
      String.raw`{"secret":"a\"b\\","x":"y"}`,
      '{"secret":"********","x":"y"}',
      [String.raw`a"b` + '\\'],
    ],
    [
      'a cut text',
      '{"x":1,"client_secret":"half of',
      '{"x":1,"client_secret":"********"',
      ['half of'],
    ],
    [
      'a text cut within an escape',
      String.raw`{"secret":"half\ `.trimEnd(),
      '{"secret":"********"',
      ['half'],
    ],
    [
      'JSON in JSON that is cut',
      String.raw`{"raw":"{\"password\":\"inner\",\"more\":\"ab\u00e`,
      String.raw`{"raw":"{\"password\":\"********\",\"more\":\"ab"`,
      ['inner'],
    ],
    [
      'JSON in JSON',
      String.raw`{"raw":"{\"password\":\"inner\"}"}`,
      String.raw`{"raw":"{\"password\":\"********\"}"}`,
      ['inner'],
    ],
  ])('in %s', (_name, text, expected, found) => {
    expect(clean(text)).toEqual({ text: expected, found })
  })

  it('in forms, and the code of an OAuth form', () => {
    const form = 'application/x-www-form-urlencoded'
    expect(clean('client_secret=a%2Bb&code=77', form)).toEqual({
      text: 'client_secret=********&code=77',
      found: ['a+b'],
    })
    expect(clean('grant_type=authorization_code&code=c+d&x', form)).toEqual({
      text: 'grant_type=authorization_code&code=********&x',
      found: ['c d'],
    })
  })

  it('in XML', () => {
    expect(clean('<a><password type="x">hush</password><n apiKey="k1" b=\'c\'>v</n></a>')).toEqual({
      text: '<a><password type="x">********</password><n apiKey="********" b=\'c\'>v</n></a>',
      found: ['hush', 'k1'],
    })
  })

  it('in plain text that is a form, and in no other', () => {
    expect(clean('access_token=t1&scope=a', 'text/plain').text).toBe(
      'access_token=********&scope=a',
    )
    expect(clean('a token=abcd', 'text/plain').text).toBe('a token=abcd')
  })
})

describe('addresses and headers', () => {
  it('lose user, password and secret parameters', () => {
    const found: string[] = []
    const address = 'https://user:pw@a.test/b?token=t%201&page=2'
    expect(maskAddress(address, (value) => void found.push(value))).toBe(
      'https://********@a.test/b?token=********&page=2',
    )
    expect(found).toEqual(['user:pw', 't 1'])
  })

  it('tell what of a header is the secret', () => {
    const found: string[] = []
    const headers = {
      authorization: 'User aaaa, Organization bbbb, Element cccc',
      'proxy-authorization': `Basic ${Buffer.from('me:dddd').toString('base64')}`,
      cookie: 'sid=eeee; theme=ffff',
      'set-cookie': 'sid=gggg; Path=/; Max-Age=3600',
      location: 'https://a.test/?token=hhhh',
      accept: 'application/json',
    }
    expect(maskHeaders(headers, (value) => void found.push(value))).toEqual({
      authorization: '********',
      'proxy-authorization': '********',
      cookie: '********',
      'set-cookie': '********',
      location: 'https://a.test/?token=********',
      accept: 'application/json',
    })
    for (const value of ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee', 'ffff', 'gggg', 'hhhh']) {
      expect(found).toContain(value)
    }
    expect(found).not.toContain('3600')
  })
})
