// Where outreach comes from, as sending streams and send keys name it. Campaigns and visits each have their own.

export const visitOrigin = 'visits'

export function campaignOrigin(campaignId: string): string {
  return `campaign:${campaignId}`
}

/** Which version of a campaign a message has its own words from: `campaign:<id>@<version>`. */
export function wordingSource(campaignId: string, version: number): string {
  return `${campaignOrigin(campaignId)}@${version}`
}

export function enrolmentSubject(enrolmentId: string): string {
  return `enrolment:${enrolmentId}`
}

export function appointmentSubject(appointmentId: string): string {
  return `appointment:${appointmentId}`
}

/** The id behind `enrolment:…`, or null when the subject is something else. */
export function enrolmentIdOf(subjectKey: string | null): string | null {
  return idAfter('enrolment:', subjectKey)
}

export function appointmentIdOf(subjectKey: string | null): string | null {
  return idAfter('appointment:', subjectKey)
}

export function campaignIdOf(origin: string | null): string | null {
  return idAfter('campaign:', origin)
}

function idAfter(prefix: string, key: string | null): string | null {
  return key?.startsWith(prefix) === true ? key.slice(prefix.length) : null
}
